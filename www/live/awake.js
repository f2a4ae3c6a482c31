/**
 * A video that plays goes on when its page is seen again: browsers pause it when they freeze a tab that nobody sees.
 * @param {HTMLVideoElement} video
 * @param {AbortSignal} signal
 */
export function staysAwake(video, signal) {
  let played = false;
  const look = () => {
    if (document.hidden) played = !video.paused;
    // Where it is not allowed to, a person's click plays it.
    else if (played && video.paused) video.play().catch(() => {});
  };
  document.addEventListener("visibilitychange", look, { signal });
}
