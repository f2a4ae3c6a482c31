// A module whose only function makes a v128: `WebAssembly.validate` says whether this browser knows WASM SIMD.
const SIMD = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11,
]);

/**
 * Why this browser can't run the recogniser; nothing where it can.
 * @returns {"wasmOff" | "tooOld" | undefined}
 */
export function unsupported() {
  // Every browser that reads this script has it, unless it was switched off.
  if (typeof WebAssembly !== "object") return "wasmOff";
  return typeof OffscreenCanvas === "function" && WebAssembly.validate(SIMD) ? undefined : "tooOld";
}

/** A browser inside another program, which often has no camera to give. */
export function insideAnApp() {
  return /\b(FBAN|FBAV|FB_IAB|Instagram|Line\/|MicroMessenger|Snapchat|TikTok|musical_ly|BytedanceWebview|LinkedInApp|Pinterest|Twitter)|; wv\)/.test(
    navigator.userAgent,
  );
}
