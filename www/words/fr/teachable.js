// What scripts that were written for other libraries are told, in French.
export { problem } from "./studio-problems.js";

export const words = {
  noCamera: "Ce navigateur ne donne pas de caméra à cette page. Ouvrez-la avec https, ou dans un autre navigateur",
  refusedCamera: "La caméra n’a pas pu être ouverte : elle a été refusée, ou il n’y en a pas. Autorisez-la dans la barre d’adresse, puis réessayez",
  unnamed: (/** @type {number} */ number) => `Classe ${number}`,
  notTrained: "Le modèle n’a pas encore été entraîné : ajoutez des exemples, puis appelez train",
  unknownPlace: (/** @type {string} */ place) => `Un modèle ne peut pas être sauvegardé dans « ${place} » : utilisez downloads://name, ou un gestionnaire avec une fonction save`,
  noPicture: "Il n’y a pas d’image à classer : transmettez-en une",
};
