import { initial } from '@/app/_components/brand/brand-mark'
import { accentScale } from '@/lib/brands/accent'
import type { KitIcon } from '@/lib/kits/types'

type Props = { kit: { productName: string; accentColor: string; icon: KitIcon | null }; size?: number }

/** A kit's icon, or its initial on its own colour. Beside the name it says nothing new, so it is hidden from readers. */
export function KitMark({ kit: { productName, accentColor, icon }, size = 44 }: Props) {
  const box = { width: size, height: size }
  if (icon) {
    const type = icon.type === 'svg' ? 'image/svg+xml' : 'image/png'
    return (
      // biome-ignore lint/performance/noImgElement: a few kilobytes within the page, nothing to be resized
      <img
        src={`data:${type};base64,${icon.body.toString('base64')}`}
        alt=""
        style={box}
        className="shrink-0 rounded-[10px] border border-line bg-white object-contain p-1"
      />
    )
  }
  const ink = accentScale(accentColor).light.onFill.l > 0.5 ? '#fff' : '#000'
  return (
    <span
      aria-hidden
      className="grid shrink-0 place-items-center rounded-[10px] font-semibold"
      style={{ ...box, fontSize: size * 0.5, background: accentColor, color: ink }}
    >
      {initial(productName)}
    </span>
  )
}
