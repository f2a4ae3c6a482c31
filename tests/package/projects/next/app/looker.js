"use client";
import { createElement, useEffect, useState } from "react";
import { createRecognizer } from "mien";
import "mien/widget";

export function Looker() {
  const [said, say] = useState("");
  useEffect(() => {
    const calledOff = new AbortController();
    const { signal } = calledOff;
    const look = async () => {
      const picture = await fetch("/picture.jpg", { signal });
      const recognizer = await createRecognizer({ base: "/mien/", signal });
      const faces = await recognizer.recognize(await picture.blob(), { signal });
      say(faces.map(({ label }) => label).join(", "));
      recognizer.close();
    };
    look().catch((error) => signal.aborted || say(String(error)));
    return () => calledOff.abort();
  }, []);
  return createElement("div", null, createElement("p", { id: "said" }, said), createElement("mien-camera", { base: "/mien/" }));
}
