// Elements that stay the same from state to state, so that focus, open details and selection do too.

export const element = (tag, className, text) => {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
};

export const setText = (node, text) => {
  if (node.textContent !== text) node.textContent = text;
};

// Children of parent by key: kept, moved, made or taken away.
export const keyed = (parent, items, key, make, update) => {
  const before = new Map([...parent.children].map(child => [child.dataset.key, child]));
  const wanted = new Set(items.map(key));
  // First, as an element that is moved loses its focus.
  before.forEach((child, name) => { if (!wanted.has(name)) child.remove(); });
  let place = parent.firstElementChild;
  for (const item of items) {
    const name = key(item);
    let child = before.get(name);
    if (!child) {
      child = make(item);
      child.dataset.key = name;
    }
    update(child, item);
    if (child === place) place = place.nextElementSibling;
    else parent.insertBefore(child, place);
  }
};

// One stop for the tab key; arrows, Home and End go from one to the next.
export const roving = (container, selector) => {
  const all = () => [...container.querySelectorAll(selector)];
  container.addEventListener("keydown", event => {
    const stops = all();
    const at = stops.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: stops.length - 1 }[event.key];
    if (at < 0 || to === undefined || !stops[to]) return;
    event.preventDefault();
    stops[to].focus();
  });
  container.addEventListener("focusin", event => {
    if (event.target.matches(selector)) all().forEach(stop => { stop.tabIndex = stop === event.target ? 0 : -1; });
  });
  return () => {
    const stops = all();
    const current = stops.find(stop => stop.tabIndex === 0 && stop.dataset.roving);
    stops.forEach(stop => {
      stop.dataset.roving = "yes";
      stop.tabIndex = stop === (current || stops[0]) ? 0 : -1;
    });
  };
};

export const duration = seconds => {
  if (seconds < 120) return seconds + " s";
  if (seconds < 7200) return Math.floor(seconds / 60) + " min";
  return seconds < 172800 ? Math.floor(seconds / 3600) + " h" : Math.floor(seconds / 86400) + " d";
};

export const plural = (count, one) => count + " " + one + (count === 1 ? "" : "s");
