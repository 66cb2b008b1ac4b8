/* global location, sessionStorage, URLSearchParams, window */
/* A learning platform made of scorm-again, which keeps what it was told for the next visit. */
(() => {
  const api = new window.Scorm12API({ autocommit: false, lmsCommitUrl: false, logLevel: 5 });
  const saved = JSON.parse(sessionStorage.getItem("platform") || "null");
  const mastery = new URLSearchParams(location.search).get("mastery");
  const values = saved || {};
  for (const [name, value] of Object.entries(values)) {
    if (!/exit|session_time/.test(name)) api.setCMIValue(name, value);
  }
  if (mastery) api.cmi.student_data.mastery_score = mastery;
  const set = api.LMSSetValue;
  const platform = { values, refused: [], log: [], finished: 0 };
  window.platform = platform;
  window.API = {
    LMSInitialize: (nothing) => api.LMSInitialize(nothing),
    LMSGetValue: (name) => api.LMSGetValue(name),
    LMSSetValue(name, value) {
      platform.log.push(`LMSSetValue ${name} ${value}`);
      const done = String(set.call(api, name, value));
      if (done === "true") values[name] = value;
      else platform.refused.push(`${name} ${value}`);
      return done;
    },
    LMSCommit(nothing) {
      const done = api.LMSCommit(nothing);
      keep();
      return done;
    },
    LMSFinish(nothing) {
      platform.finished += 1;
      const done = api.LMSFinish(nothing);
      keep();
      return done;
    },
  };
  const keep = () => {
    values["cmi.core.lesson_status"] = api.cmi.core.lesson_status;
    sessionStorage.setItem("platform", JSON.stringify(values));
  };
})();
