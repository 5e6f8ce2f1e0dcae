// node render.js <echarts> <chart.js> <width> <height> < timeline.json > report.svg
"use strict";
const [echartsFile, chartFile, width, height] = process.argv.slice(2);
const echarts = require(echartsFile);
const { plimsollChart } = require(chartFile);
const timeline = JSON.parse(require("fs").readFileSync(0, "utf8"));
const chart = echarts.init(null, null, { renderer: "svg", ssr: true, width: Number(width), height: Number(height) });
chart.setOption(plimsollChart(timeline, "light", Number(height)));
// ECharts keeps a timer alive, so Node would not end by itself.
process.stdout.write(chart.renderToSVGString(), () => process.exit(0));
