// A program with React, where everything is mounted twice, and Vue, which both show the element; and the programs' own interface.
import { StrictMode, createElement } from "react";
import { createRoot } from "react-dom/client";
import { createApp, h } from "vue";
import { createRecognizer } from "mien";
import "mien/widget";

const base = "/mien/";
createRoot(document.querySelector("#react")).render(createElement(StrictMode, null, createElement("mien-camera", { base, "max-faces": 1 })));
createApp({ render: () => h("mien-camera", { base, overlay: "emoji" }) }).mount("#vue");

const picture = document.querySelector("#picture");
await picture.decode();
const recognizer = await createRecognizer({ base, maxFaces: 2 });
const faces = await recognizer.recognize(picture);
recognizer.close();
document.body.dataset.faces = faces.map(({ label }) => label).join(", ");
