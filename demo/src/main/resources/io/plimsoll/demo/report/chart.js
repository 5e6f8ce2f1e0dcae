// Builds the ECharts option of a timeline; runs in the report page and, for the SVG, in Node.
"use strict";

const PLIMSOLL_THEMES = {
  light: { text: "#1f2933", faint: "#7b8794", line: "#d9e2ec", background: "#ffffff", band: "rgba(40,110,180,0.06)" },
  dark: { text: "#e4e7eb", faint: "#9aa5b1", line: "#3e4c59", background: "#1b2129", band: "rgba(120,180,255,0.07)" }
};
const PLIMSOLL_GROUP_COLOURS = ["#1f77b4", "#e08a1e", "#7a5fb5", "#2a9d8f", "#b5526e", "#6b8e23"];

function plimsollClock(seconds) {
  const whole = Math.round(seconds);
  const two = number => String(number).padStart(2, "0");
  const hours = Math.floor(whole / 3600);
  return (hours ? hours + ":" : "") + two(Math.floor(whole / 60) % 60) + ":" + two(whole % 60);
}

function plimsollTicks(end) {
  return [60, 300, 600, 1800, 3600].find(interval => end / interval <= 12) || 7200;
}

function plimsollChart(timeline, themeName, height) {
  const theme = PLIMSOLL_THEMES[themeName];
  const samples = timeline.samples;
  const end = samples.length ? samples[samples.length - 1].t : 0;
  const groups = Object.keys(samples.length ? samples[0].desired : {});
  const points = value => samples.map(sample => [sample.t, value(sample)]);
  const panels = ["Kong pods", "Nodes", "CPU of the request, %", "USD per hour"];
  const top = 58, gap = 34, bottom = 34;
  const panelHeight = (height - top - bottom - gap * (panels.length - 1)) / panels.length;

  const line = (name, panel, data, colour, more) => Object.assign({
    name: name, type: "line", step: "end", xAxisIndex: panel, yAxisIndex: panel, data: data,
    symbol: "none", color: colour, lineStyle: { width: 2, color: colour }, itemStyle: { color: colour }
  }, more);
  const dashed = colour => ({ lineStyle: { width: 1.5, type: "dashed", color: colour } });
  const filled = { areaStyle: { opacity: 0.16 } };

  const bands = timeline.steps.map((step, index) => [
    { xAxis: step.t, name: step.name, itemStyle: { color: index % 2 ? theme.band : "transparent" } },
    { xAxis: index + 1 < timeline.steps.length ? timeline.steps[index + 1].t : end }
  ]);
  const banded = {
    markArea: { silent: true, data: bands, label: { color: theme.faint, fontSize: 11, position: "insideTop" } }
  };
  const bandedQuietly = {
    markArea: { silent: true, data: bands, label: { show: false } }
  };

  const series = [
    line("replicas", 0, points(sample => sample.replicas), "#1f77b4", Object.assign({}, filled, banded)),
    line("wanted by the HPA", 0, points(sample => sample.desiredReplicas), "#2a9d8f", dashed("#2a9d8f")),
    line("Pending", 0, points(sample => sample.pending), "#d1495b", { areaStyle: { opacity: 0.45 } })
  ];
  groups.forEach((group, index) => {
    const colour = PLIMSOLL_GROUP_COLOURS[index % PLIMSOLL_GROUP_COLOURS.length];
    const last = index === 0 ? bandedQuietly : {};
    series.push(line(group + " nodes", 1, points(sample => sample.nodes[group] || 0), colour, last));
    series.push(line(group + " desired", 1, points(sample => sample.desired[group] || 0), colour, dashed(colour)));
  });
  series.push(line("CPU", 2, points(sample => sample.cpuUtilization), "#6b8e23", Object.assign({}, filled, bandedQuietly)));
  series.push(line("cost", 3, points(sample => sample.usdPerHour), "#b5526e", Object.assign({}, filled, bandedQuietly)));

  const panelTop = index => top + index * (panelHeight + gap);
  return {
    animation: false,
    backgroundColor: theme.background,
    textStyle: { fontFamily: "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif" },
    // The panels of one line each are named by their titles.
    legend: { data: series.map(each => each.name).filter(name => name !== "CPU" && name !== "cost"), top: 4, textStyle: { color: theme.text, fontSize: 11 }, itemWidth: 18, itemHeight: 8, itemGap: 12 },
    tooltip: {
      trigger: "axis",
      backgroundColor: theme.background, borderColor: theme.line, textStyle: { color: theme.text, fontSize: 12 },
      formatter: rows => "<b>" + plimsollClock(rows[0].value[0]) + "</b><br>" +
        rows.map(row => row.marker + row.seriesName + ": <b>" + row.value[1] + "</b>").join("<br>")
    },
    axisPointer: { link: [{ xAxisIndex: "all" }] },
    title: panels.map((panel, index) => ({
      text: panel, left: 46, top: panelTop(index) - 22, textStyle: { color: theme.text, fontSize: 12, fontWeight: 600 }
    })),
    grid: panels.map((panel, index) => ({ left: 46, right: 18, top: panelTop(index), height: panelHeight })),
    xAxis: panels.map((panel, index) => ({
      gridIndex: index, type: "value", min: 0, max: end, interval: plimsollTicks(end),
      axisLabel: { show: index === panels.length - 1, showMaxLabel: false, formatter: plimsollClock, color: theme.faint },
      axisLine: { lineStyle: { color: theme.line } }, axisTick: { show: false }, splitLine: { show: false }
    })),
    yAxis: panels.map((panel, index) => ({
      gridIndex: index, type: "value", min: 0, minInterval: index < 2 ? 1 : 0, splitNumber: 3,
      axisLabel: { color: theme.faint }, splitLine: { lineStyle: { color: theme.line } }
    })),
    series: series
  };
}

if (typeof module !== "undefined") {
  module.exports = { plimsollChart: plimsollChart };
}
