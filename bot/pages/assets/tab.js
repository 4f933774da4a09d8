// Asks Teams who is reading, and has the server log them in. What is told stands in the page already.
"use strict";

(async () => {
  const NOT_APPROVED = ["resourceRequiresConsent", "consent_required", "resourceRequiresMfa", "invalid_grant",
    "unauthorized_client", "resourceDisabled", "AADSTS65001"];

  function tell(what, sentence) {
    for (const each of document.querySelectorAll("#log-in [data-when]")) {
      each.hidden = each.dataset.when !== what;
      if (sentence && !each.hidden) each.textContent = sentence;
    }
  }

  try {
    await microsoftTeams.app.initialize();
  } catch {
    return tell("outside");
  }
  microsoftTeams.app.notifySuccess();
  let token;
  try {
    token = await microsoftTeams.authentication.getAuthToken({ silent: false });
  } catch (error) {
    const why = String(error && error.message ? error.message : error);
    return tell(NOT_APPROVED.some((each) => why.includes(each)) ? "consent" : "failed");
  }
  try {
    const headers = { Authorization: `Bearer ${token}` };
    const answer = await fetch("/tab/sign-in", { method: "POST", headers, redirect: "error" });
    const said = await answer.json();
    if (answer.ok) return location.replace(said.to);
    tell(said.sentence ? "said" : "failed", said.sentence);
  } catch {
    tell("failed");
  }
})();
