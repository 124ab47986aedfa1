// Lets the headline move by itself. Without this file the page is complete; it only stands still.
(() => {
  "use strict";
  const root = document.getElementById("headline");
  if (!root) return;
  const locale = document.documentElement.lang === "en" ? "en-GB" : "vi-VN";
  const vi = locale === "vi-VN";
  const parts = new Map();
  for (const part of root.querySelectorAll("[data-live]")) {
    const name = part.dataset.live;
    parts.set(name, [...(parts.get(name) || []), part]);
  }
  const group = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, vi ? "." : ",");
  const count = (number) => (number === null ? "–" : group(number));
  const percent = (tenths) =>
    tenths === null
      ? "–"
      : group(Math.trunc(tenths / 10)) + (vi ? "," : ".") + (Math.abs(tenths) % 10) + "%";
  const money = (dong) => {
    if (dong === null) return "–";
    let unit = 1, word = vi ? "đồng" : "VND";
    if (dong >= 1e9) [unit, word] = [1e9, vi ? "tỷ đồng" : "billion VND"];
    else if (dong >= 1e6) [unit, word] = [1e6, vi ? "triệu đồng" : "million VND"];
    const whole = Math.floor(dong / unit);
    const tenth = unit === 1 ? 0 : Math.floor((dong % unit) / (unit / 10));
    const after = whole >= 1000 || tenth === 0 ? "" : (vi ? "," : ".") + tenth;
    return group(whole) + after + " " + word;
  };
  const instant = new Intl.DateTimeFormat("en-GB", {
    timeZone: "Asia/Ho_Chi_Minh", hour: "2-digit", minute: "2-digit", second: "2-digit",
    day: "2-digit", month: "2-digit", year: "numeric", hourCycle: "h23",
  });
  const clock = (text) => {
    const at = {};
    for (const { type, value } of instant.formatToParts(new Date(text))) at[type] = value;
    return `${at.hour}:${at.minute}:${at.second} ${at.day}/${at.month}/${at.year}`;
  };
  const write = (name, text) => {
    for (const part of parts.get(name) || []) {
      if (part.textContent === text) continue;
      part.textContent = text;
      part.classList.remove("moved");
      void part.offsetWidth;
      part.classList.add("moved");
    }
  };
  const show = (headline) => {
    for (const name of ["entered", "valid", "people", "target"]) write(name, count(headline[name]));
    for (const name of ["declared", "verified"]) write(name, money(headline[name]));
    write("percent", percent(headline.per_mille));
    for (const part of parts.get("as_of") || []) {
      part.textContent = clock(headline.as_of);
      part.setAttribute("datetime", headline.as_of);
    }
    for (const bar of parts.get("bar") || []) {
      bar.setAttribute("width", Math.min(1000, Math.max(0, headline.per_mille || 0)));
    }
  };

  // A number that moves must be possible to stop (WCAG 2.2.2).
  const button = document.getElementById("pause");
  let source = null, timer = 0;
  const state = (name) => { root.dataset.state = name; };
  const ask = async () => {
    try {
      const answer = await fetch("/api/v1/headline", { cache: "no-cache" });
      if (!answer.ok) throw new Error();
      show(await answer.json());
      state("live");
    } catch {
      state("lost");
    }
  };
  const begin = () => {
    end();
    source = new EventSource("/live");
    source.onmessage = (event) => { show(JSON.parse(event.data)); state("live"); };
    source.onerror = () => {
      state("lost");
      // All places are taken: come by now and then instead.
      if (source.readyState === EventSource.CLOSED) {
        end();
        ask();
        timer = setInterval(ask, 15000);
      }
    };
  };
  const end = () => {
    if (source) source.close();
    source = null;
    clearInterval(timer);
  };
  let paused = false;
  button.hidden = false;
  button.addEventListener("click", () => {
    paused = !paused;
    button.setAttribute("aria-pressed", String(paused));
    if (paused) { end(); state("paused"); } else begin();
  });
  // A page nobody looks at holds no connection.
  document.addEventListener("visibilitychange", () => {
    if (paused) return;
    if (document.hidden) end(); else begin();
  });
  window.addEventListener("pagehide", end);
  begin();
})();
