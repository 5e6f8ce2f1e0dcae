// node render.js <echarts> <chart.js> <width> < timeline.json > report.svg
"use strict";
const [echartsFile, chartFile, width] = process.argv.slice(2);
const echarts = require(echartsFile);
const { plimsollChart, plimsollLayout, plimsollStory } = require(chartFile);
const drawing = plimsollStory(JSON.parse(require("fs").readFileSync(0, "utf8")));
const size = { width: Number(width), height: plimsollLayout(drawing, Number(width)).height };
const chart = echarts.init(null, null, Object.assign({ renderer: "svg", ssr: true }, size));
chart.setOption(plimsollChart(drawing, "light", size.width));
// ECharts keeps a timer alive, so Node would not end by itself.
process.stdout.write(chart.renderToSVGString(), () => process.exit(0));
