// The elements for other people's pages: <mien-camera> and <mien-image>.
export { MienCamera } from "./widget/mien-camera.js";
export { MienImage } from "./widget/mien-image.js";
