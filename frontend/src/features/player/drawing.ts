// WaveSurfer, as a pen only: the sound is the store's.
import WaveSurfer from "wavesurfer.js"

interface Drawing {
  container: HTMLElement
  media: HTMLMediaElement
  peaks: number[]
  duration: number
  height: number
}

/** Draw the wave and its played part; call what comes back to take it away. */
export function draw({ container, media, peaks, duration, height }: Drawing): () => void {
  const wave = WaveSurfer.create({
    container,
    // Without an address: given one, it would set the source anew and break off the sound.
    media,
    peaks: [peaks],
    duration,
    height,
    barWidth: 2,
    barGap: 1,
    barRadius: 1,
    barMinHeight: 2,
    normalize: true,
    cursorWidth: 0,
    interact: false,
    hideScrollbar: true,
    waveColor: color(container, "--color-wave-rest"),
    progressColor: color(container, "--color-accent-mark"),
    cspNonce: nonce(),
  })
  return () => wave.destroy()
}

/** A token as the colour that it is in this theme; a canvas does not know light-dark(). */
function color(place: HTMLElement, token: string): string {
  const probe = document.createElement("i")
  probe.style.color = `var(${token})`
  place.append(probe)
  const found = getComputedStyle(probe).color
  probe.remove()
  return found
}

function nonce(): string | undefined {
  return document.querySelector<HTMLMetaElement>("meta[name=csp-nonce]")?.content
}
