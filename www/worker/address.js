// Classes that are at an address: a file with a head, a link that carries one, or a model of another project.
import { modelAt } from "../live/model-address.js";
import { get } from "./load.js";

/** @typedef {import("../live/types.js").Address} Address */
/** @typedef {import("../live/types.js").OtherModel} OtherModel */

/** Every file with a head begins with what it is. */
const HEAD = /^\s*\{\s*"format"\s*:\s*"mien-head"/;

/**
 * @param {Address} wanted
 * @returns {Promise<string | OtherModel>} a head's text, or a model
 */
export async function classesAt({ address, subject }) {
  const url = new URL(address);
  const inLink = new URLSearchParams(url.hash.slice(1)).get("head");
  if (inLink) return inLink;
  if (url.pathname.endsWith(".json")) {
    const text = await (await get(address, address)).text();
    if (HEAD.test(text) || text.trim() === "") return text;
    // A file that is no JSON at all is no model either: a head's reader says best what is wrong with it.
    try {
      const { modelTopology, layersModel, format } = JSON.parse(text);
      if (!modelTopology && !layersModel && format !== "layers-model") return text;
    } catch {
      return text;
    }
  }
  return modelAt(address, subject);
}
