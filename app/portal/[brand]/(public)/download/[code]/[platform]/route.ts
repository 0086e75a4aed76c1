import { sendArchive } from '@/app/_components/kits/send-archive'
import { currentBrand } from '@/lib/auth/gate'
import { openPublicArchive } from '@/lib/kits/downloads'
import { OWN_KIT } from '@/lib/kits/install-command'
import { isPlatform } from '@/lib/kits/platforms'

type Context = { params: Promise<{ code: string; platform: string }> }

/** The published archive for one system, for whoever asks on the brand's host (requirements F2). */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const [{ id }, { code, platform }] = await Promise.all([currentBrand(), params])
  if (!isPlatform(platform)) return new Response(null, { status: 404 })
  const archive = await openPublicArchive(id, code === OWN_KIT ? null : code, platform)
  return archive ? sendArchive(archive, platform, request) : new Response(null, { status: 404 })
}
