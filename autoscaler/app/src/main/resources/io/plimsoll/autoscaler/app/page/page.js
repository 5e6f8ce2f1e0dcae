import { duration, element, keyed, plural, roving, setText } from "./dom.js";

const by = id => document.getElementById(id);
const clock = time => new Date(time).toISOString().slice(11, 19);
const usd = value => Number(value).toFixed(4);

const figures = state => {
  const prices = state.nodeGroups.map(group => group.usdPerHour).filter(price => price !== undefined);
  const leaving = state.nodes.shown.filter(node => node.verdict !== "Unremovable").length;
  const pods = state.workloads.reduce((sum, each) => ({ ready: sum.ready + each.ready, wanted: sum.wanted + each.wanted }), { ready: 0, wanted: 0 });
  return [
    ["Nodes", String(state.nodes.count)],
    ["Pending pods", String(state.pending.count), state.pending.count > 0],
    ["Replicas ready", pods.ready + " of " + pods.wanted],
    ["Unneeded nodes", String(leaving)],
    ["USD an hour", prices.length ? usd(prices.reduce((one, other) => one + Number(other), 0)) : "unknown"]
  ];
};

const drawFigures = state => keyed(by("figures"), figures(state), ([name]) => name,
  ([name]) => { const box = element("div"); box.append(element("dt", "", name), element("dd")); return box; },
  (box, [, value, bad]) => { setText(box.querySelector("dd"), value); box.classList.toggle("bad", Boolean(bad)); });

const drawUnderWay = state => {
  const items = state.underWay.map(each => [each.kind + each.nodeGroup + (each.kind === "removal" ? each.what : ""), each]);
  if (!items.length) items.push(["none", undefined]);
  keyed(by("under-way"), items, ([key]) => key, () => element("li"), (line, [, each]) => {
    const time = each && each.seconds !== undefined ? ", " + duration(each.seconds) + (each.kind === "backoff" ? " more" : " ago") : "";
    setText(line, each ? each.nodeGroup + ": " + each.what + time : "Nothing is ordered, nothing is being removed.");
    line.className = each ? "" : "faint";
  });
};

const podLine = () => {
  const line = element("li");
  line.append(element("span"), element("a"));
  return line;
};

const drawPod = (line, pod, known) => {
  setText(line.firstChild, pod.row.pod + ", " + duration(pod.row.waitingSeconds) + " ");
  const link = line.lastChild;
  link.hidden = !known.has(pod.decision);
  if (!link.hidden) {
    link.href = "#decision-" + pod.decision;
    setText(link, "decision " + pod.decision);
  }
};

const drawPending = state => {
  const known = new Set(state.decisions.map(entry => entry.number));
  const reasons = state.pending.reasons.map(each => ({ ...each, key: each.outcome + each.reason }));
  const none = { key: "none" };
  keyed(by("pending"), reasons.length ? reasons : [none], each => each.key,
    each => {
      if (each === none) return element("p", "faint", "No pod is Pending.");
      const details = element("details", "reason");
      details.append(element("summary"), element("ul"));
      return details;
    },
    (details, each) => {
      if (each === none) return;
      setText(details.firstChild, plural(each.pods, "pod") + ": " + each.reason);
      const pods = state.pending.shown.filter(pod => pod.row.outcome === each.outcome && pod.reason === each.reason);
      const list = pods.map(pod => [pod.row.pod, pod]);
      if (each.pods > pods.length) list.push(["more", undefined]);
      keyed(details.lastChild, list, ([name]) => name, podLine, (line, [, pod]) => {
        if (pod) drawPod(line, pod, known);
        else setText(line, "and " + (each.pods - pods.length) + " more");
      });
    });
};

const drawWorkloads = state => {
  const place = by("workloads");
  if (!place.firstChild) {
    const table = element("table");
    const head = element("tr");
    [["Controller"], ["wants", "n"], ["ready", "n"], ["Pending", "n"]].forEach(([name, look]) => {
      const cell = element("th", look, name);
      cell.scope = "col";
      head.append(cell);
    });
    const top = element("thead");
    top.append(head);
    table.append(top, element("tbody"));
    place.append(table);
  }
  keyed(place.querySelector("tbody"), state.workloads, each => each.kind + each.name,
    each => {
      const row = element("tr");
      const name = element("td", "", each.name);
      name.append(element("div", "faint", each.kind));
      row.append(name, element("td", "n"), element("td", "n"), element("td", "n"));
      return row;
    },
    (row, each) => [each.wanted, each.ready, each.pending].forEach((value, index) => setText(row.children[index + 1], String(value))));
};

const BARS = ["CPU asked", "CPU used", "mem asked", "mem used"];

const bar = name => {
  const line = element("span", "bar");
  line.dataset.bar = name;
  const track = element("span", "track");
  track.append(element("i", name.endsWith("used") ? "used" : ""));
  line.append(element("span", "", name), track, element("b"));
  return line;
};

const nodeBox = node => {
  const box = element("details", "box");
  const summary = element("summary");
  const name = element("span", "name");
  name.append(element("span", "", node.node.replace(/\..*/, "")), element("span"));
  summary.append(name, ...BARS.map(bar), element("span", "verdict"));
  box.append(summary, element("dl"));
  return box;
};

const verdict = node => {
  const ready = node.ready ? "" : "not ready; ";
  const timer = node.unneededSeconds === undefined ? "" : "unneeded for " + duration(node.unneededSeconds) + "; ";
  return ready + timer + (node.reason || "goes now");
};

const drawNode = (box, node) => {
  box.classList.toggle("unneeded", node.verdict !== "Unremovable" && node.reason !== undefined);
  box.classList.toggle("goes", node.reason === undefined || node.reason === "CurrentlyBeingDeleted");
  box.classList.toggle("unready", !node.ready);
  setText(box.querySelector(".name").lastChild, node.usdPerHour === undefined ? "price unknown" : "$" + usd(node.usdPerHour) + "/h");
  const used = node.used || {};
  const values = { "CPU asked": node.asked.cpu, "CPU used": used.cpu, "mem asked": node.asked.memory, "mem used": used.memory || undefined };
  box.querySelectorAll(".bar").forEach(line => {
    const value = values[line.dataset.bar];
    line.hidden = value === undefined;
    if (line.hidden) return;
    line.classList.toggle("over", value > 100);
    line.querySelector("i").style.width = Math.min(100, value) + "%";
    setText(line.querySelector("b"), value + " %");
  });
  setText(box.querySelector(".verdict"), verdict(node));
  const facts = [["node", node.node], ["verdict", node.verdict], ["why", node.why], ["age", duration(node.ageSeconds)]].filter(([, text]) => text);
  keyed(box.lastChild, facts.flatMap(([name, text]) => [["dt", name, name], ["dd", name, text]]), ([tag, name]) => tag + name,
    ([tag]) => element(tag), (cell, [, , text]) => setText(cell, text));
};

const otherBox = (box, each) => setText(box,
  plural(each.nodes, "more node") + ": " + Object.entries(each.verdicts).map(([name, count]) => count + " " + name).join(", "));

// What a zone shows: nodes one by one, the rest as a number, and what was ordered and is not there.
const zones = (state, group) => {
  const found = new Map();
  const zone = name => found.get(name) || found.set(name, { name, boxes: [] }).get(name);
  state.nodes.shown.filter(node => node.nodeGroup === group.name)
    .forEach(node => zone(node.zone || "").boxes.push({ key: node.node, node }));
  state.nodes.others.filter(each => each.nodeGroup === group.name)
    .forEach(each => zone(each.zone).boxes.push({ key: "others", others: each }));
  const list = [...found.values()].sort((one, other) => one.name.localeCompare(other.name));
  const order = state.underWay.find(each => each.kind === "order" && each.nodeGroup === group.name);
  if (order) list.push({ name: "on their way", boxes: [{ key: "order", order }] });
  return list;
};

const drawZone = (part, zone) => {
  setText(part.firstChild, zone.name || "zone unknown");
  keyed(part.lastChild, zone.boxes, each => each.key,
    each => each.node ? nodeBox(each.node) : element("div", "box " + (each.order ? "coming" : "others")),
    (box, each) => {
      if (each.node) drawNode(box, each.node);
      else if (each.order) setText(box, each.order.what + ", " + duration(each.order.seconds) + " ago");
      else otherBox(box, each.others);
    });
};

const heading = group => {
  const cost = group.usdPerHour === undefined ? "" : ", $" + usd(group.usdPerHour) + " an hour";
  return group.name ? group.name + ": " + plural(group.nodes, "node") + ", wants " + group.target + " (" + group.min + " to " + group.max + ")" + cost : "Nodes of no group";
};

const settleStops = roving(by("groups"), ".box summary");

const drawGroups = state => {
  const groups = [...state.nodeGroups];
  if (state.nodes.shown.some(node => !node.nodeGroup) || state.nodes.others.some(each => !each.nodeGroup)) groups.push({ name: "" });
  keyed(by("groups"), groups, group => group.name,
    () => { const part = element("section"); part.append(element("h3"), element("div", "zones")); return part; },
    (part, group) => {
      setText(part.firstChild, heading(group));
      keyed(part.lastChild, zones(state, group), zone => zone.name,
        () => { const each = element("div"); each.append(element("h4"), element("div", "boxes")); return each; }, drawZone);
    });
  settleStops();
};

const drawDecisions = state => keyed(by("decisions"), state.decisions, entry => String(entry.number),
  entry => {
    const line = element("li");
    line.id = "decision-" + entry.number;
    line.tabIndex = -1;
    const time = element("time", "", clock(entry.time));
    time.dateTime = entry.time;
    line.append(time, element("span", "what", entry.number + ". " + entry.what));
    if (entry.reason) line.append(element("p", "", entry.reason));
    if (entry.pods) {
      const more = entry.pods > entry.named.length ? " and " + (entry.pods - entry.named.length) + " more" : "";
      line.append(element("p", "", "For " + entry.named.join(", ") + more));
    }
    return line;
  }, () => {});

const player = { source: undefined, frame: undefined, frames: 0, paused: false, story: false };

const drawStory = state => {
  player.story = state.story !== undefined;
  by("story").hidden = !player.story;
  if (!player.story) return;
  const scene = state.story;
  Object.assign(player, { frame: scene.frame, frames: scene.frames });
  const moment = by("moment");
  moment.max = scene.frames - 1;
  moment.value = scene.frame;
  moment.setAttribute("aria-valuetext", duration(scene.seconds) + " into the story");
  by("back").disabled = scene.frame === 0;
  by("step").disabled = scene.frame + 1 >= scene.frames;
  setText(by("scene"), scene.step + ", " + new Date(scene.seconds * 1000).toISOString().slice(11, 19) + " into the story");
  if (scene.complete && scene.frame + 1 >= scene.frames) pause(true);
};

const draw = state => {
  setText(by("when"), "as of " + clock(state.time) + " UTC");
  drawFigures(state);
  keyed(by("notes"), state.notes, note => note, note => element("li", "", note), () => {});
  drawUnderWay(state);
  drawPending(state);
  drawWorkloads(state);
  drawGroups(state);
  drawDecisions(state);
  drawStory(state);
};

const said = text => setText(by("connection"), text);

const follow = () => {
  const query = new URLSearchParams({ speed: by("speed").value });
  if (player.frame !== undefined) query.set("after", player.frame);
  player.source = new EventSource("events?" + query);
  player.source.onmessage = event => { said(""); draw(JSON.parse(event.data)); };
  player.source.onopen = () => said("");
  player.source.onerror = () => said("No connection; trying again");
};

const unfollow = () => {
  if (player.source) player.source.close();
  player.source = undefined;
};

const pause = paused => {
  player.paused = paused;
  by("pause").setAttribute("aria-pressed", String(paused));
  setText(by("pause"), paused ? (player.story ? "Play" : "Go on") : "Pause");
  unfollow();
  if (!paused) follow();
};

const show = async frame => {
  pause(true);
  const answer = await fetch("state?frame=" + frame);
  if (answer.ok) draw(await answer.json());
};

by("pause").addEventListener("click", () => {
  const atEnd = player.story && player.frame + 1 >= player.frames;
  if (player.paused && atEnd) player.frame = undefined;
  pause(!player.paused);
});
by("back").addEventListener("click", () => show(player.frame - 1));
by("step").addEventListener("click", () => show(player.frame + 1));
by("moment").addEventListener("input", event => show(Number(event.target.value)));
by("speed").addEventListener("change", () => { if (!player.paused) pause(false); });

const asked = new URLSearchParams(location.search).get("speed");
if (asked) {
  if (![...by("speed").options].some(option => option.value === asked)) by("speed").add(new Option(asked + "×", asked));
  by("speed").value = asked;
}
follow();
