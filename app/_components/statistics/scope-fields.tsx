import type { Translate } from '@/lib/i18n/translator'
import type { FilterChoices } from '@/lib/statistics/types'

type Props = { choices: FilterChoices; spaceId: string | null; contractId: string | null; t: Translate }

const selectClass = 'h-8 max-w-full rounded-[8px] border border-edge bg-panel px-2 text-[13px] sm:max-w-60'

/** Which space and which contract a page is about; where there is but one space, it is not spoken of. */
export function ScopeFields({ choices: { spaces, contracts }, spaceId, contractId, t }: Props) {
  return (
    <>
      {spaces.length > 1 && (
        <select name="space" aria-label={t('scope.space')} defaultValue={spaceId ?? ''} className={selectClass}>
          <option value="">{t('scope.allSpaces')}</option>
          {spaces.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      )}
      <select name="contract" aria-label={t('scope.contract')} defaultValue={contractId ?? ''} className={selectClass}>
        <option value="">{t('scope.allContracts')}</option>
        {contracts.map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </select>
    </>
  )
}
