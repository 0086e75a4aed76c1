import { answerUser, attachment } from '@/app/_components/route-mapper'
import type { UserActor } from '@/lib/auth/types'
import { getBackup, getLog } from '@/lib/backups/queries'
import { dayIn } from '@/lib/statistics/period'

const LINES_AT_ONCE = 2_000

/** A backup's log as a text file, read and sent in parts: a long one is never whole in memory. */
export const GET = (_request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> =>
  answerUser(async (actor) => {
    const backup = await getBackup(actor, (await params).id)
    const name = `${backup.machineName}-${dayIn(actor.account.timeZone, backup.startedAt)}.log.txt`
    return attachment(stream(actor, backup.id), name, 'text/plain')
  })

function stream(actor: UserActor, backupId: string): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  let offset = 0
  return new ReadableStream({
    async pull(controller) {
      const { lines } = await getLog(actor, backupId, { offset, limit: LINES_AT_ONCE })
      offset += lines.length
      const text = lines.map(({ at, level, message }) => `${at} ${level.toUpperCase().padEnd(7)} ${message}\n`).join('')
      if (text) controller.enqueue(encoder.encode(text))
      if (lines.length < LINES_AT_ONCE) controller.close()
    },
  })
}
