import type { Words } from '@/app/_components/i18n/request'
import { Fact } from '@/app/_components/ui/fact'
import { FormAlert } from '@/app/_components/ui/form-alert'
import { Panel } from '@/app/_components/ui/panel'
import type { Outbox } from '@/lib/mails/types'

/** How the platform's outbox stands; loud where nothing leaves. */
export function OutboxPanel({ outbox, words: { t, f } }: { outbox: Outbox; words: Words }) {
  const { provider, waiting, waitingSince, late, dead } = outbox
  return (
    <>
      {provider === null && (
        <FormAlert>
          <p className="font-semibold">{t('outbox.notSending')}</p>
          <p>{t('outbox.notSendingText', { count: waiting })}</p>
        </FormAlert>
      )}
      {provider !== null && late > 0 && <FormAlert>{t('outbox.late', { count: late })}</FormAlert>}
      <Panel title={t('outbox.figures')} titleId="outbox">
        <dl className="grid grid-cols-2 gap-x-8 gap-y-4 md:grid-cols-4">
          <Fact name={t('outbox.provider')}>{provider === 'resend' ? 'Resend' : provider === 'smtp' ? 'SMTP' : t('outbox.none')}</Fact>
          <Fact name={t('outbox.waiting')}>
            {f.number(waiting)}
            {waitingSince && (
              <span className="block font-normal text-[12.5px] text-muted">
                {t('outbox.waitingSince', { when: f.dateTime(waitingSince.getTime()) })}
              </span>
            )}
          </Fact>
          <Fact name={t('outbox.dead')}>{f.number(dead)}</Fact>
        </dl>
      </Panel>
    </>
  )
}
