import { answerUser, json } from '@/app/_components/route-mapper'
import { searchBackup } from '@/lib/restores/queries'
import { searchBackupSchema } from '@/lib/restores/schema'

/** Names in a backup that hold what was typed; whoever types on drops the search before. */
export const GET = (request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> =>
  answerUser(async (actor) => {
    const asked = searchBackupSchema.safeParse({ ...Object.fromEntries(new URL(request.url).searchParams), machineId: (await params).id })
    return asked.success ? json(await searchBackup(actor, asked.data, request.signal)) : new Response(null, { status: 400 })
  })
