/* global location, sessionStorage, URLSearchParams, window */
/* A learning platform with SCORM 1.2 that refuses what Moodle 4.5 refuses, and makes of a course what Moodle makes:
   "not attempted" at the end is completed, and with a score and a mastery score it says itself who has passed. What it
   was told outlasts the course; `window.platform.log` has every call, `refused` what it would not take. */
(() => {
  const MASTERY = Number(new URLSearchParams(location.search).get("mastery")) || null;
  const MODE = new URLSearchParams(location.search).get("mode") || "normal";
  const TEXT = (most) => new RegExp(`^[\\u0000-\\uffff]{0,${most}}$`);
  const ID = /^[!-~]{0,255}$/;
  const WRITTEN = {
    "cmi.core.lesson_location": TEXT(255),
    "cmi.core.lesson_status": /^(passed|completed|failed|incomplete|browsed)$/,
    "cmi.core.score.raw": /^\d{1,3}$/,
    "cmi.core.score.min": /^\d{1,3}$/,
    "cmi.core.score.max": /^\d{1,3}$/,
    "cmi.core.exit": /^(time-out|suspend|logout|)$/,
    "cmi.core.session_time": /^\d{2,4}:\d{2}:\d{2}(\.\d{1,2})?$/,
    "cmi.suspend_data": TEXT(4096),
    "cmi.interactions.n.id": ID,
    "cmi.interactions.n.type": /^(true-false|choice|fill-in|matching|performance|sequencing|likert|numeric)$/,
    "cmi.interactions.n.student_response": TEXT(255),
    "cmi.interactions.n.result": /^(correct|wrong|unanticipated|neutral)$/,
    "cmi.interactions.n.weighting": /^\d{1,3}$/,
  };
  const UNREAD = ["cmi.core.exit", "cmi.core.session_time"];
  const saved = JSON.parse(sessionStorage.getItem("platform") || "{}");
  const values = { "cmi.core.lesson_status": "not attempted", ...saved.values };
  const platform = { values, log: saved.log || [], refused: saved.refused || [], isOpen: false, finished: 0 };
  window.platform = platform;

  const counted = () =>
    new Set(Object.keys(values).map((name) => /^cmi\.interactions\.(\d+)\./.exec(name)?.[1])).size - 1;
  const refuse = (what) => {
    platform.refused.push(what);
    return "false";
  };
  const store = () => {
    if (MASTERY !== null && values["cmi.core.score.raw"] !== undefined) {
      values["cmi.core.lesson_status"] = Number(values["cmi.core.score.raw"]) >= MASTERY ? "passed" : "failed";
    }
    sessionStorage.setItem("platform", JSON.stringify(platform));
    return "true";
  };
  const called = (name, ...facts) => {
    platform.log.push([name, ...facts].join(" "));
    return platform.isOpen;
  };

  window.API = {
    LMSInitialize(nothing) {
      platform.log.push("LMSInitialize");
      if (nothing !== "" || platform.isOpen) return refuse("LMSInitialize");
      platform.isOpen = true;
      return "true";
    },
    LMSGetValue(name) {
      if (!called("LMSGetValue", name) || UNREAD.includes(name)) return refuse(name) && "";
      if (name === "cmi.interactions._count") return Math.max(0, counted());
      if (name === "cmi.core.lesson_mode") return MODE;
      return values[name] ?? "";
    },
    LMSSetValue(name, value) {
      if (!called("LMSSetValue", name, value)) return refuse(`closed: ${name}`);
      const [, index] = /^cmi\.interactions\.(\d+)\./.exec(name) || [];
      const pattern = WRITTEN[name.replace(/\.\d+\./, ".n.")];
      const isInRange = !/score/.test(name) || (Number(value) >= 0 && Number(value) <= 100);
      if (typeof value !== "string" || !pattern?.test(value) || !isInRange) return refuse(`${name} ${value}`);
      if (index !== undefined && Number(index) > Math.max(0, counted())) return refuse(`${name} ${value}`);
      values[name] = value;
      return "true";
    },
    LMSCommit(nothing) {
      return called("LMSCommit") && nothing === "" ? store() : refuse("LMSCommit");
    },
    LMSFinish(nothing) {
      if (!called("LMSFinish") || nothing !== "") return refuse("LMSFinish");
      platform.isOpen = false;
      platform.finished += 1;
      if (values["cmi.core.lesson_status"] === "not attempted") values["cmi.core.lesson_status"] = "completed";
      return store();
    },
    LMSGetLastError: () => "0",
    LMSGetErrorString: () => "",
    LMSGetDiagnostic: () => "",
  };
})();
