// What scripts that were written for other libraries are told, in Spanish.
export { problem } from "./studio-problems.js";

export const words = {
  noCamera: "Este navegador no da ninguna cámara a esta página. Ábrela con https o en otro navegador",
  refusedCamera: "No se pudo abrir la cámara: se denegó el permiso o no hay ninguna. Permítela en la barra de direcciones e inténtalo de nuevo",
  unnamed: (/** @type {number} */ number) => `Clase ${number}`,
  notTrained: "El modelo aún no se ha entrenado: añade ejemplos y luego llama a train",
  unknownPlace: (/** @type {string} */ place) => `Un modelo no se puede guardar en «${place}»: usa downloads://nombre, o un objeto con una función save`,
  noPicture: "No hay ninguna imagen que clasificar: pasa una",
};
