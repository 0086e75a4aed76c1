import type { backupLogs, backups } from '@/db/schema'
import type { DemoMachine } from './fleet'
import { seededRandom } from './random'

type Ids = { resellerId: string; spaceId: string; machineId: string }
type Rows = { backup: typeof backups.$inferInsert; log: typeof backupLogs.$inferInsert }

const FAILURES = ['Disque plein', "Le dossier D:\\Partage n'est pas accessible", 'Connexion interrompue', 'Fichier verrouillé : compta.mdb']

/** A finished backup of the demo with its log, alike whenever it is made for the same machine and time. */
export function demoBackup(machine: DemoMachine, ids: Ids, at: number, failed: boolean): Rows {
  const random = seededRandom(`${machine.contract.title}/${machine.name}/${at}`)
  const outcome = failed ? 'failed' : random.chance(0.03) ? 'partial' : 'success'
  const error = outcome === 'success' ? null : random.pick(FAILURES)
  const files = random.between(4_000, 90_000)
  const filesNew = failed ? 0 : random.between(0, 120)
  const filesChanged = failed ? 0 : random.between(5, 400)
  const durationSeconds = failed ? random.between(4, 60) : random.between(60, 2_400)
  const finishedAt = at + durationSeconds * 1000
  const bytesAdded = failed ? 0 : Math.round(machine.storedBytes * (random.between(5, 60) / 20_000))
  const id = random.uuidv7(at)
  const facts = { id, ...ids, trigger: 'schedule' as const, outcome, error, durationSeconds, bytesAdded } as const
  return {
    backup: {
      ...facts,
      startedAt: new Date(at),
      finishedAt: new Date(finishedAt),
      receivedAt: new Date(at),
      lastReportAt: new Date(finishedAt),
      changedAt: new Date(finishedAt),
      seen: '{[1,5)}',
      startedSeq: 1,
      finishedSeq: 4,
      percent: failed ? random.between(0, 60) : 100,
      filesDone: files,
      filesTotal: files,
      bytesDone: machine.storedBytes,
      bytesTotal: machine.storedBytes,
      filesNew,
      filesChanged,
      filesUnmodified: failed ? 0 : files - filesNew - filesChanged,
      bytesProcessed: failed ? 0 : machine.storedBytes,
      storedBytes: machine.storedBytes,
      snapshotId: failed ? null : random.uuidv7(at).replaceAll('-', '').padEnd(64, '0'),
    },
    log: {
      backupId: id,
      seq: 3,
      resellerId: ids.resellerId,
      spaceId: ids.spaceId,
      lines: logLines(at, finishedAt, files, { outcome, error, filesNew, filesChanged }),
    },
  }
}

type Ending = { outcome: string; error: string | null; filesNew: number; filesChanged: number }

function logLines(from: number, to: number, files: number, ending: Ending) {
  const at = (share: number) => new Date(from + (to - from) * share).toISOString()
  const info = (share: number, message: string) => ({ at: at(share), level: 'info' as const, message })
  const scanned = [0.25, 0.5, 0.75, 1].map((share) => info(share * 0.8, `Fichiers analysés : ${Math.round(files * share)} sur ${files}`))
  const begin = [info(0, 'Début de backup (planifié)'), info(0.01, 'Dépôt ouvert, configuration version 1')]
  if (ending.outcome === 'failed') {
    return [...begin, { at: at(0.9), level: 'error' as const, message: ending.error ?? '' }, info(1, 'Backup interrompu')]
  }
  const trouble = ending.error ? [{ at: at(0.85), level: 'error' as const, message: ending.error }] : []
  const summary = info(0.95, `${ending.filesNew} fichiers nouveaux, ${ending.filesChanged} modifiés`)
  return [...begin, ...scanned, ...trouble, summary, info(0.99, 'Alerte backup OK'), info(1, 'Fin de backup')]
}
