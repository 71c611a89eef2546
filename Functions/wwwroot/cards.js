"use strict";

// Renders the cards of the page with the official library and sends their answers as commands.
(function () {
  const token = document.querySelector('meta[name="antiforgery"]').content;

  const hostConfig = {
    fontFamily: "inherit",
    fontSizes: { small: 14, default: 16, medium: 19, large: 22, extraLarge: 26 },
    lineHeights: { small: 20, default: 24, medium: 26, large: 30, extraLarge: 34 },
    spacing: { small: 6, default: 12, medium: 18, large: 24, extraLarge: 32, padding: 0 },
    separator: { lineThickness: 1, lineColor: "#d5dbd8" },
    containerStyles: {
      default: {
        backgroundColor: "transparent",
        foregroundColors: {
          default: { default: "#16211e", subtle: "#4c5a55" },
          attention: { default: "#9b1c1c", subtle: "#9b1c1c" }
        }
      }
    },
    inputs: {
      label: { inputSpacing: "small", requiredInputs: { weight: "bolder", suffix: " *", suffixColor: "attention" }, optionalInputs: { weight: "bolder" } },
      errorMessage: { color: "attention", spacing: "small" }
    },
    factSet: { title: { weight: "bolder", wrap: true, maxWidth: 190 }, value: { wrap: true }, spacing: 18 },
    actions: { actionsOrientation: "horizontal", actionAlignment: "left", buttonSpacing: 12, showCard: { actionMode: "inline", inlineTopMargin: 16 } },
    textBlock: { headingLevel: 3 },
    supportsInteractivity: true
  };

  // Texts stay plain: nothing that people wrote becomes markup.
  AdaptiveCards.AdaptiveCard.onProcessMarkdown = function (text, result) { result.didProcess = false; };

  function render(host, json) {
    const card = new AdaptiveCards.AdaptiveCard();
    card.hostConfig = new AdaptiveCards.HostConfig(hostConfig);
    card.onExecuteAction = function (action) { send(host, action); };
    card.parse(json);
    const face = host.querySelector(".card-face");
    face.replaceChildren(card.render());
    // The renderer's card is focusable although its controls are; one stop less for the keyboard.
    face.querySelectorAll(".ac-adaptiveCard[tabindex]").forEach(function (e) { e.removeAttribute("tabindex"); });
    face.querySelectorAll("textarea").forEach(function (e) { e.rows = 4; });
    asHeading(face, json.body[0].text);
  }

  function asHeading(face, text) {
    const title = Array.from(face.querySelectorAll(".ac-textBlock")).find(function (e) { return e.textContent === text; });
    if (title) {
      title.setAttribute("role", "heading");
      title.setAttribute("aria-level", "3");
    }
  }

  // A fresh card takes over what the person had entered, as far as it asks for the same things.
  function keepEntered(json, entered) {
    json.body.forEach(function (element) {
      if (element.id && entered[element.id] !== undefined && element.type.startsWith("Input.")) {
        element.value = element.type === "Input.Number" ? Number(entered[element.id]) : String(entered[element.id]);
      }
    });
  }

  function tell(host, text, kind) {
    const message = host.querySelector(".card-message");
    message.textContent = text;
    message.className = "card-message " + kind;
    message.hidden = false;
    if (kind !== "sending") {
      message.focus();
    }
  }

  function offerReload(host) {
    const again = document.createElement("a");
    again.href = location.pathname;
    again.textContent = host.dataset.reload;
    host.querySelector(".card-message").append(" ", again);
  }

  function setBusy(host, busy) {
    host.querySelectorAll(".card-face button").forEach(function (b) { b.disabled = busy; });
  }

  async function send(host, action) {
    const input = Object.assign({}, action.data);
    const body = { caseId: input.caseId, version: input.version, round: input.round, verb: input.verb };
    ["caseId", "version", "round", "verb"].forEach(function (name) { delete input[name]; });
    body.data = input;
    setBusy(host, true);
    tell(host, host.dataset.sending, "sending");
    let response, answer;
    try {
      response = await fetch("/commands", {
        method: "POST",
        credentials: "same-origin",
        headers: { "Content-Type": "application/json", "X-Antiforgery": token },
        body: JSON.stringify(body)
      });
      if (response.status === 401) {
        location.assign("/sign-in?from=" + encodeURIComponent(location.pathname));
        return;
      }
      answer = await response.json();
    } catch {
      setBusy(host, false);
      tell(host, host.dataset.failed, "refused");
      return;
    }
    setBusy(host, false);
    if (answer.status === "done") {
      location.assign(location.pathname + "?notice=" + encodeURIComponent(body.verb));
      return;
    }
    if (answer.status === "stale" || answer.status === "decided-before") {
      if (answer.card) {
        keepEntered(answer.card, input);
        render(host, answer.card);
      } else {
        host.querySelector(".card-face").replaceChildren();
      }
      tell(host, answer.message, "stale");
      offerReload(host);
      return;
    }
    tell(host, answer.message, "refused");
  }

  // While the machine takes the next step, look again a few times; a person waiting for it should not have to.
  function lookAgain() {
    const turn = document.querySelector(".machine-turn");
    const key = "look:" + location.pathname;
    const looks = Number(sessionStorage.getItem(key) || 0);
    if (!turn || looks >= 4) {
      sessionStorage.removeItem(key);
      return;
    }
    sessionStorage.setItem(key, String(looks + 1));
    setTimeout(function () { location.reload(); }, 1000);
  }

  lookAgain();
  document.querySelectorAll(".card[data-card]").forEach(function (host) {
    render(host, JSON.parse(host.dataset.card));
  });
})();
