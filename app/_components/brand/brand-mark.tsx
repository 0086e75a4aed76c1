import type { Brand } from '@/lib/hosts/types'

type Props = {
  brand: Pick<Brand, 'logo' | 'productName'>
  size?: number
  /** Where the logo lies when it is not this host's own. */
  address?: string | null
}

/** The brand's logo, or its initial on its colour. Beside the name it says nothing new, so it is hidden from readers. */
export function BrandMark({ brand, size = 28, address = logoAddress(brand) }: Props) {
  if (!address) {
    return (
      <span
        className="grid shrink-0 place-items-center overflow-hidden rounded-[8px] bg-accent-fill font-semibold text-on-accent"
        style={{ width: size, height: size, fontSize: size * 0.5 }}
        aria-hidden
      >
        {initial(brand.productName)}
      </span>
    )
  }
  return (
    // biome-ignore lint/performance/noImgElement: made to size when it was saved, and an SVG has none
    <img
      src={address}
      alt=""
      className="shrink-0 object-contain object-left"
      style={{ height: size, minWidth: size, maxWidth: size * 4 }}
    />
  )
}

/** The address of the host's own logo; it changes with the logo, so that a browser may keep it. */
export const logoAddress = ({ logo }: Pick<Brand, 'logo'>): string | null => logo && `/brand-logo?v=${logo.hash}`

export const initial = (productName: string): string => productName.trim().charAt(0).toUpperCase() || '·'
