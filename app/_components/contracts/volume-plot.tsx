import type { VolumePoint } from '@/lib/statistics/types'

type Props = { points: VolumePoint[]; subscribedBytes: number; subscribed: string }

const HEADROOM = 1.15
const SCALE = 1000

/** The curve, and the line of what is subscribed with its name on it; stretched to the room there is. */
export function VolumePlot({ points, subscribedBytes, subscribed }: Props) {
  const top = Math.max(subscribedBytes, ...points.map(({ bytes }) => bytes), 1) * HEADROOM
  const x = (index: number): string => (((index + 0.5) / points.length) * SCALE).toFixed(1)
  const y = (bytes: number): string => ((1 - bytes / top) * SCALE).toFixed(1)
  const curve = points.map(({ bytes }, index) => `${x(index)},${y(bytes)}`).join(' ')
  return (
    <>
      <svg
        viewBox={`0 0 ${SCALE} ${SCALE}`}
        preserveAspectRatio="none"
        aria-hidden
        className="absolute inset-0 size-full overflow-visible border-line border-b"
      >
        <polygon points={`${x(0)},${SCALE} ${curve} ${x(points.length - 1)},${SCALE}`} className="fill-accent opacity-15" />
        <polyline
          points={curve}
          className="fill-none stroke-2 stroke-accent"
          vectorEffect="non-scaling-stroke"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
      {subscribedBytes > 0 && (
        <span
          className="absolute inset-x-0 border-danger border-t border-dashed"
          style={{ top: `${Number(y(subscribedBytes)) / 10}%` }}
          aria-hidden
        >
          <span className="absolute bottom-0 left-0 whitespace-nowrap pb-0.5 text-[12px] text-danger">{subscribed}</span>
        </span>
      )}
    </>
  )
}
