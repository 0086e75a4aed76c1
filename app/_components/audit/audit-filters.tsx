import { X } from 'lucide-react'
import { PeriodField } from '@/app/_components/statistics/period-field'
import { FilterForm } from '@/app/_components/ui/filter-form'
import { Link } from '@/app/_components/ui/link'
import { SearchField } from '@/app/_components/ui/search-field'
import { actorKinds } from '@/lib/audit/schema'
import type { AuditChoices } from '@/lib/audit/types'
import type { Locale } from '@/lib/auth/types'
import type { Translate } from '@/lib/i18n/translator'
import { type AuditQuery, auditHref } from './audit-address'
import { actionGroups, kindsOf, kindText } from './audit-texts'

const selectClass = 'h-8 max-w-full rounded-[8px] border border-edge bg-panel px-2 text-[13px] max-sm:min-w-[40%] max-sm:flex-1 sm:max-w-44'

type Props = { asked: AuditQuery; choices: AuditChoices; locale: Locale; t: Translate }

export function AuditFilters({ asked, choices, locale, t }: Props) {
  const { input, choice, query, path } = asked
  return (
    <FilterForm
      action={path}
      label={t('audit.filters')}
      state={String(new URLSearchParams(query))}
      className="flex flex-wrap items-center gap-2"
    >
      <SearchField
        search={input.text}
        label={t('audit.text')}
        placeholder={t('audit.placeholder')}
        submit={t('audit.submit')}
        compact
        width="sm:w-52"
      />
      <PeriodField choice={choice} period={input.period} t={t} />
      <People asked={asked} choices={choices} t={t} />
      <select name="action" aria-label={t('audit.action_')} defaultValue={input.action ?? ''} className={selectClass}>
        <option value="">{t('audit.everyAction')}</option>
        {actionGroups(locale, t).map(({ name, label, actions }) => (
          <optgroup key={name} label={label}>
            {actions.map((action) => (
              <option key={action.id} value={action.id}>
                {action.label}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
      <select name="kind" aria-label={t('audit.subject')} defaultValue={input.subjectKind ?? ''} className={selectClass}>
        <option value="">{t('audit.everySubject')}</option>
        {kindsOf(locale).map((kind) => (
          <option key={kind} value={kind}>
            {kindText(kind, t)}
          </option>
        ))}
      </select>
      {input.subjectId && (
        <Held name="subject" value={input.subjectId} asked={asked} t={t}>
          {t('audit.on', { name: choices.chosenSubject ?? t('audit.gone') })}
        </Held>
      )}
      {input.resellerId && (
        <Held name="reseller" value={input.resellerId} asked={asked} t={t}>
          {t('audit.in', { name: choices.chosenReseller ?? t('audit.gone') })}
        </Held>
      )}
    </FilterForm>
  )
}

/** Users, and whoever else acts; one who is no longer there stays while chosen. */
function People({ asked: { input }, choices: { people, chosenPerson }, t }: Omit<Props, 'locale'>) {
  const isListed = input.person === null || [...actorKinds, ...people.map(({ id }) => id)].includes(input.person)
  return (
    <select name="person" aria-label={t('audit.person')} defaultValue={input.person ?? ''} className={selectClass}>
      <option value="">{t('audit.everybody')}</option>
      <optgroup label={t('audit.people')}>
        {!isListed && <option value={input.person ?? ''}>{chosenPerson ?? t('audit.gone')}</option>}
        {people.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </optgroup>
      <optgroup label={t('audit.others')}>
        {actorKinds.map((kind) => (
          <option key={kind} value={kind}>
            {t(`audit.actors.${kind}`)}
          </option>
        ))}
      </optgroup>
    </select>
  )
}

/** A filter that was set by a link in the list, and the way to take it off. */
function Held({ name, value, asked, t, children }: { name: string; value: string; asked: AuditQuery; t: Translate; children: string }) {
  return (
    <span className="inline-flex h-8 max-w-full items-center gap-1.5 rounded-[8px] bg-accent-soft pr-1 pl-2.5 text-[13px] text-accent">
      <input type="hidden" name={name} value={value} />
      <span className="truncate">{children}</span>
      <Link
        href={auditHref(asked, { [name]: null })}
        aria-label={`${t('audit.remove')} (${children})`}
        className="grid size-6 shrink-0 place-items-center rounded-[6px] hover:bg-panel"
      >
        <X className="size-3.5" aria-hidden />
      </Link>
    </span>
  )
}
