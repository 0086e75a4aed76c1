import { encode } from 'uqr'

export type Qr = { size: number; path: string }

/** A QR code as one SVG path on a square of `size` units, without the quiet zone of 4 units that has to stand around it. */
export function qrCode(text: string): Qr {
  const { data, size } = encode(text, { ecc: 'M', border: 0 })
  const runs = data.flatMap((row, y) =>
    [
      ...row
        .map((dark) => (dark ? '1' : '0'))
        .join('')
        .matchAll(/1+/g),
    ].map((run) => ({ x: run.index, y, length: run[0].length })),
  )
  return { size, path: runs.map(({ x, y, length }) => `M${x} ${y}h${length}v1h-${length}z`).join('') }
}
