import { createElement } from "react";

export const metadata = { title: "A project of Next's", icons: "data:," };

/** @param {{children: import("react").ReactNode}} props */
export default ({ children }) => createElement("html", { lang: "en" }, createElement("body", null, children));
