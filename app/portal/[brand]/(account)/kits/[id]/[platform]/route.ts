import { sendArchive } from '@/app/_components/kits/send-archive'
import { answerUser } from '@/app/_components/route-mapper'
import { isPlatform } from '@/lib/kits/platforms'
import { openKitArchive } from '@/lib/kits/queries'

type Context = { params: Promise<{ id: string; platform: string }> }

/** An archive of any version, drafts too, for the people of its account. */
export const GET = (request: Request, { params }: Context): Promise<Response> =>
  answerUser(async (actor) => {
    const { id, platform } = await params
    if (!isPlatform(platform)) return new Response(null, { status: 404 })
    return sendArchive(await openKitArchive(actor, id, platform), platform, request)
  })
