import { CheckCircle2, CircleAlert } from 'lucide-react'
import type { Words } from '@/app/_components/i18n/request'
import { Chip } from '@/app/_components/ui/chip'
import { FormAlert } from '@/app/_components/ui/form-alert'
import { Panel } from '@/app/_components/ui/panel'
import type { FleetHealth, InstanceRow } from '@/lib/health/types'

type Props = { health: FleetHealth; now: Date; words: Words }

/** The database and every process of the platform: what each does, and when it was last heard of. */
export function PlatformPanel({ health: { database, instances, watch }, now, words: { t, f } }: Props) {
  const alive = instances.filter(({ silent }) => !silent)
  const facts = {
    version: database.version,
    size: f.bytes(database.bytes),
    connections: f.number(database.connections),
    most: f.number(database.maxConnections),
  }
  const columns = ['instance', 'roles', 'storage', 'worker', 'seen'] as const
  return (
    <Panel
      title={t('fleet.platform')}
      titleId="platform"
      hint={
        <>
          {t('fleet.database')} : {t('fleet.databaseFacts', facts)}
        </>
      }
    >
      <div className="grid gap-2 empty:hidden">
        {!alive.some(({ roles }) => roles.includes('worker')) && <FormAlert>{t('fleet.noWorkerAtAll')}</FormAlert>}
        {watch.state === 'late' && watch.roundAt && (
          <FormAlert>{t('fleet.watchLate', { when: f.relative(watch.roundAt.getTime(), now.getTime()) })}</FormAlert>
        )}
        {!alive.some(({ storage }) => storage === 'up') && <FormAlert>{t('fleet.noStorageAtAll')}</FormAlert>}
      </div>
      {watch.state !== 'late' && (
        <p className="text-[13px] text-muted">
          {watch.roundAt ? t('fleet.watchOnTime', { when: f.relative(watch.roundAt.getTime(), now.getTime()) }) : t('fleet.watchNotYet')}
        </p>
      )}
      {instances.length === 0 ? (
        <p className="text-muted">{t('fleet.noInstance')}</p>
      ) : (
        <div className="table-frame">
          <table className="table">
            <thead>
              <tr>
                {columns.map((column) => (
                  <th key={column} scope="col">
                    {t(`fleet.columns.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {instances.map((instance) => (
                <Instance key={instance.id} instance={instance} now={now} words={{ t, f }} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  )
}

function Instance({ instance, now, words: { t, f } }: { instance: InstanceRow; now: Date; words: Words }) {
  const { hostname, processId: id, version, roles, storage, workedAt, silent } = instance
  const ago = (at: Date) => f.relative(at.getTime(), now.getTime())
  const works = roles.includes('worker')
  return (
    <tr>
      <td>
        <span>
          <span className="font-semibold">{hostname}</span>
          <small>
            {t('fleet.process', { id, version })}, {t('fleet.since', { when: ago(instance.startedAt) })}
          </small>
        </span>
      </td>
      <td data-label={t('fleet.columns.roles')}>{roles.map((role) => (isRole(role) ? t(`fleet.role.${role}`) : role)).join(', ')}</td>
      <td data-label={t('fleet.columns.storage')}>
        {storage === null ? (
          <span className="text-muted">{t('fleet.storageElsewhere')}</span>
        ) : (
          <Chip icon={storage === 'up' ? CheckCircle2 : CircleAlert} tone={storage === 'up' ? 'good' : 'danger'}>
            {t(`fleet.storage.${storage}`)}
          </Chip>
        )}
      </td>
      <td data-label={t('fleet.columns.worker')} className="text-muted">
        {works ? (workedAt ? ago(workedAt) : t('fleet.notYet')) : t('fleet.noWorker')}
      </td>
      <td data-label={t('fleet.columns.seen')}>
        <span className="inline-flex flex-wrap items-center gap-2">
          <Chip icon={silent ? CircleAlert : CheckCircle2} tone={silent ? 'danger' : 'good'}>
            {t(silent ? 'fleet.gone' : 'fleet.alive')}
          </Chip>
          <span className="text-muted">{ago(instance.seenAt)}</span>
        </span>
      </td>
    </tr>
  )
}

const ROLES = ['web', 'agent', 'storage', 'worker'] as const
const isRole = (role: string): role is (typeof ROLES)[number] => ROLES.some((each) => each === role)
