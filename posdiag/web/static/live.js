// A job as it goes: frames as they pass, then what was judged, which the server draws.

const LANE = { pos: 1, terminal: 2, van: 3, issuer: 4 };
const lang = document.documentElement.lang;

const make = (name, className, text = "") => {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
};

function rung(number, event) {
  const row = make("div", "rung new");
  row.append(make("span", "n", String(number)), make("span", "t", (event.t_ms / 1000).toFixed(3)));
  const lanes = make("div", "lanes lanes-2");
  lanes.append(make("span", "lane in-1"), make("span", "lane in-2"));
  if (event.event === "closed") {
    lanes.append(make("span", "seen bad from-1", `╳ ${event.why}`));
  } else {
    const right = LANE[event.from] < LANE[event.to];
    const arrow = make("span", `arrow ${right ? "right" : "left"} over-12 ${event.bad ? "bad" : event.control ? "control" : ""}`);
    arrow.append(make("span", "line"), make("span", "words", event.text[lang] || event.text.ko));
    lanes.append(arrow);
  }
  row.append(lanes);
  return row;
}

export function follow(root) {
  const source = new EventSource(`/api/v1/jobs/${root.dataset.job}/events`);
  let number = 0;
  source.onmessage = (message) => {
    const event = JSON.parse(message.data);
    const live = document.getElementById("live");
    const state = document.getElementById("live-state");
    if (event.event === "started" && live) {
      live.querySelectorAll(".rung").forEach((row) => row.remove());
      number = 0;
      state.textContent = `${event.index}/${event.total} ${event.scenario} · ${event.pos}`;
    } else if ((event.event === "frame" || event.event === "closed") && live) {
      number += 1;
      live.append(rung(number, event));
    } else if (event.event === "proving" && state) {
      state.textContent = `${root.dataset.wordsProving} (${event.replays})`;
    } else if (event.event === "progress" && state) {
      state.textContent = event.text?.[lang] ?? `${event.done} / ${event.total}`;
    }
  };
  source.addEventListener("over", async () => {
    source.close();
    const answer = await fetch(`${location.pathname}?part=1`);
    if (!answer.ok) { location.reload(); return; }
    const parsed = new DOMParser().parseFromString(await answer.text(), "text/html");
    root.replaceChildren(...parsed.body.childNodes);
    root.dataset.over = "yes";
  });
}
