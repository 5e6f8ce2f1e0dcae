// Builds the ECharts option of a drawing; runs in the report pages and, for the SVG, in Node. A drawing has samples (each
// with its t in seconds, from begin on), panels, steps (bands with a name), and says how a moment is said, whole and beside
// the axis.
"use strict";

const PLIMSOLL_THEMES = {
  light: { text: "#1f2933", faint: "#616e7c", line: "#d9e2ec", background: "#ffffff", band: "rgba(40,110,180,0.06)" },
  dark: { text: "#e4e7eb", faint: "#9aa5b1", line: "#3e4c59", background: "#1b2129", band: "rgba(120,180,255,0.07)" }
};
const PLIMSOLL_GROUP_COLOURS = ["#1f77b4", "#e08a1e", "#7a5fb5", "#2a9d8f", "#b5526e", "#6b8e23"];
const PLIMSOLL_ROW = 17, PLIMSOLL_PLOT = 96, PLIMSOLL_LEFT = 46, PLIMSOLL_RIGHT = 18;
const PLIMSOLL_FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif";

function plimsollClock(seconds) {
  const whole = Math.round(seconds);
  const two = number => String(number).padStart(2, "0");
  const hours = Math.floor(whole / 3600);
  return (hours ? hours + ":" : "") + two(Math.floor(whole / 60) % 60) + ":" + two(whole % 60);
}

const PLIMSOLL_DAY = 86400;

// A moment as people say it: "0:42:10" of a story of hours, "Tue 14:20" of a week.
function plimsollMoment(timeline) {
  if (!timeline.summary.days) return plimsollClock;
  return seconds => {
    const day = timeline.steps[Math.min(Math.floor(seconds / PLIMSOLL_DAY), timeline.steps.length - 1)];
    return day.name.slice(0, 3) + " " + plimsollClock(seconds - day.t).replace(/^(\d\d:\d\d)$/, "0:$1").replace(/:\d\d$/, "");
  };
}

function plimsollTicks(end, width) {
  if (end > 3 * PLIMSOLL_DAY) return Math.ceil(end / PLIMSOLL_DAY / Math.max(2, Math.floor(width / 42))) * PLIMSOLL_DAY;
  const most = Math.max(2, Math.floor(width / 62));
  return [60, 300, 600, 1200, 1800, 3600, 7200].find(interval => end / interval <= most) || 14400;
}

// Each panel has a title, its lines, and how each is drawn: "area", "line" or "dashed".
function plimsollPanels(timeline) {
  const samples = timeline.samples;
  const groups = Object.keys(samples.length ? samples[0].desired : {});
  const line = (name, colour, look, value) => ({ name, colour, look, value });
  const nodes = groups.flatMap((group, index) => {
    const colour = PLIMSOLL_GROUP_COLOURS[index % PLIMSOLL_GROUP_COLOURS.length];
    return [
      line(group, colour, "line", sample => sample.nodes[group] || 0),
      Object.assign(line(group + " ordered", colour, "dashed", sample => sample.desired[group] || 0), { unlisted: true })
    ];
  });
  nodes.push({ name: "ordered", look: "dashed", onlyListed: true });
  return [
    { title: "Kong pods", whole: true, lines: [
      line("there", "#1f77b4", "area", sample => sample.replicas),
      line("Pending", "#d1495b", "area", sample => sample.pending),
      line("wanted by the HPA", "#2a9d8f", "dashed", sample => sample.desiredReplicas)] },
    { title: "Nodes", whole: true, lines: nodes },
    { title: "Requests per second", lines: [
      line("served", "#2a9d8f", "area", sample => sample.servedPerSecond),
      line("meant to be sent", "#d1495b", "dashed", sample => sample.requestsPerSecond)] },
    { title: "Latency, ms", lines: [line("latency", "#7a5fb5", "area", sample => sample.latencyMillis)] },
    { title: "Kong's CPU, % of its request", target: timeline.summary.load && timeline.summary.load.cpuTarget, lines: [
      line("read by the HPA", "#6b8e23", "area", sample => sample.cpuUtilization)] },
    { title: "USD per hour", lines: [line("cost", "#b5526e", "area", sample => sample.usdPerHour)] }
  ];
}

const PLIMSOLL_BOLD = 1.18;

// ECharts measures nothing on a server, so both places go by the same estimate.
function plimsollTextWidth(text, size) {
  return text.length * size * 0.56;
}

// Puts words of known width into rows; returns each one's place and the rows that they take.
function plimsollRows(widths, width) {
  let row = 0, x = 0;
  const places = widths.map(each => {
    if (x > 0 && x + each > width) { row++; x = 0; }
    const place = { row, x };
    x += each;
    return place;
  });
  return { places, rows: widths.length ? row + 1 : 0 };
}

// Labels that begin where they must; one that would run into another goes a row down.
function plimsollStagger(labels, width) {
  const ends = [];
  labels.forEach(label => {
    label.x = Math.min(label.x, Math.max(0, width - label.width));
    label.row = ends.findIndex(end => end <= label.x);
    if (label.row < 0) label.row = ends.length;
    ends[label.row] = label.x + label.width + 10;
  });
  return ends.length;
}

// A timeline as a drawing.
function plimsollStory(timeline) {
  const moment = plimsollMoment(timeline);
  return {
    begin: 0, samples: timeline.samples, steps: timeline.steps, panels: plimsollPanels(timeline), moment,
    tick: timeline.summary.days ? seconds => moment(seconds).slice(0, 3) : moment
  };
}

// Where everything goes at a width; its height follows.
function plimsollLayout(drawing, width) {
  const plotWidth = Math.max(120, width - PLIMSOLL_LEFT - PLIMSOLL_RIGHT);
  const samples = drawing.samples;
  const end = samples.length ? samples[samples.length - 1].t : 0;
  const steps = drawing.steps.map(step => ({
    name: step.name, t: step.t, width: plimsollTextWidth(step.name, 12) + 8, x: end ? step.t / end * plotWidth : 0
  }));
  let y = 8 + plimsollStagger(steps, plotWidth) * PLIMSOLL_ROW;
  const panels = drawing.panels.map(panel => {
    const listed = panel.lines.filter(line => !line.unlisted);
    const keys = listed.length > 1 ? listed : [];
    const widths = keys.map(key => 24 + plimsollTextWidth(key.name, 12) + 12);
    const title = plimsollTextWidth(panel.title, 13) * PLIMSOLL_BOLD + 22;
    const beside = title + widths.reduce((sum, each) => sum + each, 0) <= plotWidth;
    const flow = plimsollRows(widths, beside ? Infinity : plotWidth);
    const top = y + 12;
    const plotTop = top + PLIMSOLL_ROW + (beside ? 0 : flow.rows * PLIMSOLL_ROW) + 6;
    y = plotTop + PLIMSOLL_PLOT;
    return Object.assign({}, panel, {
      top, plotTop,
      keys: keys.map((key, index) => ({
        key,
        x: PLIMSOLL_LEFT + flow.places[index].x + (beside ? title : 0),
        y: top + (beside ? 0 : (flow.places[index].row + 1) * PLIMSOLL_ROW)
      }))
    });
  });
  return { width, plotWidth, end, steps, panels, height: y + 34 };
}

function plimsollKey(place, theme) {
  const { key, x, y } = place;
  const colour = key.colour || theme.faint;
  const middle = y + 7;
  const mark = key.look === "area"
    ? { type: "rect", shape: { x, y: y + 2, width: 18, height: 10 }, style: { fill: colour, opacity: 0.55 } }
    : { type: "line", shape: { x1: x, y1: middle, x2: x + 18, y2: middle },
        style: { stroke: colour, lineWidth: 2, lineDash: key.look === "dashed" ? [4, 3] : null } };
  return [mark, plimsollText(key.name, x + 23, y, 12, theme.text)];
}

function plimsollText(text, x, y, size, colour, weight) {
  return { type: "text", x, y, style: { text, fill: colour, font: (weight || 400) + " " + size + "px " + PLIMSOLL_FONT } };
}

function plimsollChart(drawing, themeName, width) {
  const theme = PLIMSOLL_THEMES[themeName];
  const layout = plimsollLayout(drawing, width);
  const { panels, steps, end } = layout;
  const last = panels.length - 1;

  const bands = steps.map((step, index) => [
    { xAxis: step.t, itemStyle: { color: index % 2 ? theme.band : "transparent" } },
    { xAxis: index + 1 < steps.length ? steps[index + 1].t : end }
  ]);
  const series = panels.flatMap((panel, index) => panel.lines.filter(line => !line.onlyListed).map((line, which) => ({
    name: line.name, type: "line", step: "end", xAxisIndex: index, yAxisIndex: index, symbol: "none",
    data: drawing.samples.map(sample => { const value = line.value(sample); return [sample.t, value === undefined ? null : value]; }),
    color: line.colour,
    lineStyle: { width: line.look === "dashed" ? 1.5 : 2, type: line.look === "dashed" ? "dashed" : "solid", color: line.colour },
    areaStyle: line.look === "area" ? { opacity: 0.25, color: line.colour } : undefined,
    markArea: which === 0 ? { silent: true, data: bands, label: { show: false } } : undefined,
    markLine: which === 0 && panel.target ? {
      silent: true, symbol: "none", data: [{ yAxis: panel.target }],
      lineStyle: { color: theme.faint, type: "dashed" },
      label: { formatter: "target " + panel.target + " %", position: "insideEndTop", color: theme.faint, fontSize: 11 }
    } : undefined
  })));

  const graphic = [];
  steps.forEach(step => graphic.push(plimsollText(step.name, PLIMSOLL_LEFT + step.x + 4, 6 + step.row * PLIMSOLL_ROW, 12, theme.faint)));
  panels.forEach(panel => {
    graphic.push(plimsollText(panel.title, PLIMSOLL_LEFT, panel.top, 13, theme.text, 600));
    panel.keys.forEach(place => graphic.push(...plimsollKey(place, theme)));
  });

  return {
    animation: false,
    backgroundColor: theme.background,
    textStyle: { fontFamily: PLIMSOLL_FONT },
    tooltip: {
      trigger: "axis", confine: true,
      backgroundColor: theme.background, borderColor: theme.line, textStyle: { color: theme.text, fontSize: 12 },
      formatter: rows => "<b>" + drawing.moment(rows[0].value[0]) + "</b><br>" +
        rows.filter(row => row.value[1] !== null).map(row => row.marker + row.seriesName + ": <b>" + row.value[1] + "</b>").join("<br>")
    },
    axisPointer: { link: [{ xAxisIndex: "all" }] },
    graphic: graphic.map(each => Object.assign({ silent: true, z: 10 }, each)),
    grid: panels.map(panel => ({ left: PLIMSOLL_LEFT, right: PLIMSOLL_RIGHT, top: panel.plotTop, height: PLIMSOLL_PLOT })),
    xAxis: panels.map((panel, index) => ({
      gridIndex: index, type: "value", min: drawing.begin, max: end, interval: plimsollTicks(end - drawing.begin, layout.plotWidth),
      axisLabel: { show: index === last, showMaxLabel: false, showMinLabel: drawing.begin === 0,
        formatter: drawing.tick, color: theme.faint },
      axisLine: { lineStyle: { color: theme.line } }, axisTick: { show: false }, splitLine: { show: false }
    })),
    yAxis: panels.map((panel, index) => ({
      gridIndex: index, type: "value", min: 0, minInterval: panel.whole ? 1 : 0, splitNumber: 3,
      axisLabel: { color: theme.faint }, splitLine: { lineStyle: { color: theme.line } }
    })),
    series: series
  };
}

if (typeof module !== "undefined") {
  module.exports = { plimsollChart, plimsollLayout, plimsollMoment, plimsollStory };
}
