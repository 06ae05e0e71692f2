// A job as it goes: frames as they pass, then what was judged, which the server draws.

const LANE = { pos: 1, terminal: 2, van: 3, issuer: 4 };
const MOST_RUNGS = 400;
const TONES = { compatible: "good", incompatible: "bad" };
const lang = document.documentElement.lang;

const make = (name, className, text = "") => {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
};

function rung(root, number, event) {
  const row = make("div", "rung new");
  row.append(make("span", "n", String(number)), make("span", "t", event.at ?? (event.t_ms / 1000).toFixed(3)));
  const lanes = make("div", "lanes lanes-2");
  lanes.append(make("span", "lane in-1"), make("span", "lane in-2"));
  if (event.event === "closed") {
    lanes.append(make("span", "seen bad from-1", `╳ ${event.why}`));
  } else {
    const way = LANE[event.from] < LANE[event.to] ? "right" : "left";
    const arrow = make("a", `arrow ${way} over-12 ${event.bad ? "bad" : event.control ? "control" : ""}`);
    arrow.href = `/runs/${root.dataset.job}/live/${event.n}`;
    arrow.dataset.frame = "";
    const line = make("span", "line");
    line.ariaHidden = "true";
    const words = make("span", "words");
    words.append(make("span", "hidden", `${way === "right" ? root.dataset.wordsRight : root.dataset.wordsLeft}: `), event.text[lang] || event.text.ko);
    arrow.append(line, words);
    lanes.append(arrow);
  }
  row.append(lanes);
  return row;
}

// the newest stays in sight for whoever looks at the end, and nothing moves for whoever reads further up
function add(live, row) {
  const atEnd = live.scrollHeight - live.scrollTop - live.clientHeight < 40;
  live.append(row);
  const rows = live.querySelectorAll(".rung");
  if (rows.length > MOST_RUNGS) rows[0].remove();
  if (atEnd) live.scrollTop = live.scrollHeight;
}

function payment(root, list, event) {
  const { run, index } = event;
  const row = make("li", "");
  row.value = index;
  const link = make("a", "");
  link.href = `/runs/${root.dataset.job}?run=${index - 1}`;
  const verdict = root.dataset[`words${run.verdict[0].toUpperCase()}${run.verdict.slice(1)}`];
  link.append(make("span", `tag ${TONES[run.verdict] ?? "warn"}`, verdict), ` ${run.why[lang] || run.why.ko}`);
  row.append(link);
  list.prepend(row);
  if (list.children.length > MOST_RUNGS) list.lastElementChild.remove();
  document.getElementById("no-payments")?.remove();
}

export function follow(root) {
  const tap = root.dataset.kind === "tap";
  const source = new EventSource(`/api/v1/jobs/${root.dataset.job}/events?after=${root.dataset.after || 0}`);
  let number = 0;
  source.onmessage = (message) => {
    const event = JSON.parse(message.data);
    event.n = Number(message.lastEventId);
    const live = document.getElementById("live");
    const state = document.getElementById("live-state");
    if (event.event === "started" && live) {
      live.querySelectorAll(".rung").forEach((row) => row.remove());
      number = 0;
      state.textContent = `${event.index}/${event.total} ${event.scenario} · ${event.pos}`;
    } else if ((event.event === "frame" || event.event === "closed") && live) {
      number += 1;
      add(live, rung(root, tap ? event.n : number, event));
    } else if (event.event === "run" && tap) {
      payment(root, document.getElementById("payments"), event);
    } else if (event.event === "proving" && state) {
      state.textContent = `${root.dataset.wordsProving} (${event.replays})`;
    } else if (event.event === "progress" && state) {
      state.textContent = event.text?.[lang] ?? `${event.done} / ${event.total}`;
    }
  };
  source.addEventListener("over", async () => {
    source.close();
    if (tap) {
      document.getElementById("live-state").textContent = root.dataset.wordsEnded;
      document.querySelector(".stop")?.remove();
      return;
    }
    const answer = await fetch(`${location.pathname}?part=1`);
    if (!answer.ok) { location.reload(); return; }
    const parsed = new DOMParser().parseFromString(await answer.text(), "text/html");
    root.replaceChildren(...parsed.body.childNodes);
    root.dataset.over = "yes";
  });
  const live = document.getElementById("live");
  if (live) live.scrollTop = live.scrollHeight;
}
