import { answerUser, json } from '@/app/_components/route-mapper'
import { browseFolder } from '@/lib/restores/queries'
import { browseSchema } from '@/lib/restores/schema'

/** What stands in a folder of a backup, read as one goes down into it. */
export const GET = (request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> =>
  answerUser(async (actor) => {
    const asked = browseSchema.safeParse({ ...Object.fromEntries(new URL(request.url).searchParams), machineId: (await params).id })
    return asked.success ? json(await browseFolder(actor, asked.data)) : new Response(null, { status: 400 })
  })
