import { initial } from '@/app/_components/brand/brand-mark'
import { imageHeaders, imageResponse } from '@/app/_components/brand/image-response'
import { currentBrand } from '@/lib/auth/gate'
import { accentScale } from '@/lib/brands/accent'
import { findBrandImage } from '@/lib/brands/queries'

/** The brand's favicon: its own, or its initial on its colour. */
export async function GET(request: Request): Promise<Response> {
  const brand = await currentBrand()
  const image = brand.favicon && (await findBrandImage(brand.id, 'favicon'))
  if (image) return imageResponse(image, request)
  const ink = accentScale(brand.accentColor).light.onFill.l > 0.5 ? '#fff' : '#000'
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="9" fill="${hex(brand.accentColor)}"/><text x="16" y="23" text-anchor="middle" font-family="system-ui,sans-serif" font-size="20" font-weight="700" fill="${ink}">${escapeXml(initial(brand.productName))}</text></svg>`
  return new Response(svg, { headers: { ...imageHeaders('image/svg+xml'), 'cache-control': 'public, max-age=60' } })
}

const hex = (color: string): string => (/^#[0-9a-f]{6}$/i.test(color) ? color : '#334155')
const escapeXml = (text: string): string => text.replace(/[<>&"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
