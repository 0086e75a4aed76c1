import type { IdsAnswer } from '@/app/_components/control-room/fetch-ids'
import { findSignedIn } from '@/lib/auth/gate'
import { IDS_PER_REQUEST } from '@/lib/control-room/machine-columns'
import { packIds } from '@/lib/control-room/packed-ids'
import { getControlRoom } from '@/lib/control-room/queries'
import { listingMark } from '@/lib/control-room/room'

/** The ids of a range of the control room's cells, for those that have come into view (payload.ts says why apart). */
export async function GET(request: Request): Promise<Response> {
  const actor = await findSignedIn()
  if (actor?.kind !== 'user') return new Response(null, { status: 401 })
  const from = Number(new URL(request.url).searchParams.get('from'))
  if (!Number.isInteger(from) || from < 0) return new Response(null, { status: 400 })
  const { machines } = await getControlRoom(actor)
  const range = machines.slice(from, from + IDS_PER_REQUEST)
  const answer: IdsAnswer = {
    ids: packIds(range.map((machine) => machine.id)),
    mark: listingMark(
      range.map((machine) => machine.contractId),
      range.map((machine) => machine.name),
    ),
  }
  return Response.json(answer, { headers: { 'cache-control': 'no-store' } })
}
