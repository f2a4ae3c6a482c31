// What scripts that were written for other libraries are told, in German.
export { problem } from "./studio-problems.js";

export const words = {
  noCamera: "Dieser Browser gibt dieser Seite keine Kamera. Öffne sie mit https oder in einem anderen Browser",
  refusedCamera: "Die Kamera konnte nicht geöffnet werden: Sie wurde verweigert, oder es gibt keine. Erlaube sie in der Adressleiste und versuche es noch einmal",
  unnamed: (/** @type {number} */ number) => `Klasse ${number}`,
  notTrained: "Das Modell wurde noch nicht trainiert: Füge Beispiele hinzu und rufe dann train auf",
  unknownPlace: (/** @type {string} */ place) => `Ein Modell lässt sich nicht unter „${place}“ speichern: Verwende downloads://name oder einen Handler mit einer Funktion save`,
  noPicture: "Es gibt kein Bild zum Klassifizieren: Übergib eins",
};
