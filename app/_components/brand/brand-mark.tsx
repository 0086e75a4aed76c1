import { clsx } from 'clsx'
import type { Brand } from '@/lib/hosts/types'

/** The brand's logo, or its initial on its colour. Beside the name it says nothing new, so it is hidden from readers. */
export function BrandMark({ brand, size = 28 }: { brand: Pick<Brand, 'logoSvg' | 'productName'>; size?: number }) {
  const className = clsx('grid shrink-0 place-items-center overflow-hidden rounded-[8px] bg-accent-fill font-semibold text-on-accent')
  const style = { width: size, height: size, fontSize: size * 0.5 }
  if (!brand.logoSvg) {
    return (
      <span className={className} style={style} aria-hidden>
        {initial(brand.productName)}
      </span>
    )
  }
  return (
    // biome-ignore lint/security/noDangerouslySetInnerHtml: the platform's operator sets a brand's logo, no user can
    <span className={clsx(className, '[&>svg]:size-[64%]')} style={style} aria-hidden dangerouslySetInnerHTML={{ __html: brand.logoSvg }} />
  )
}

export const initial = (productName: string): string => productName.trim().charAt(0).toUpperCase() || '·'
