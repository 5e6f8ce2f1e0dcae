// What the report pages share.
"use strict";

function plimsollData() {
  return JSON.parse(document.getElementById("data").textContent);
}

function plimsollElement(tag, text, className) {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
}

// Draws into the element "chart", anew when its width or the colours change.
function plimsollDraw(drawing) {
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const box = document.getElementById("chart");
  let chart;
  const draw = () => {
    const width = box.clientWidth;
    if (chart) chart.dispose();
    box.style.height = plimsollLayout(drawing, width).height + "px";
    chart = echarts.init(box, null, { renderer: "svg", width: width });
    chart.setOption(plimsollChart(drawing, dark.matches ? "dark" : "light", width));
  };
  draw();
  dark.addEventListener("change", draw);
  window.addEventListener("resize", () => requestAnimationFrame(draw));
}
