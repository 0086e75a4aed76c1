import type { UserActor } from '@/lib/auth/types'
import type { OwnReseller } from '@/lib/resellers/types'
import type { SpaceSummary } from '@/lib/spaces/types'
import type { ContractFormFacts } from './contract-fields'

const ONLINE_RETENTION_DAYS = 90

/** What the contract form knows before anyone types. Spaces are shown only where there is Administration. */
export function contractFormFacts(
  actor: UserActor,
  reseller: OwnReseller,
  spaces: SpaceSummary[],
  spaceName: string | null = null,
): ContractFormFacts {
  const { hasAdministration } = actor.account
  return {
    spaces: hasAdministration ? spaces.map(({ id, name }) => ({ id, name })) : [],
    fixedSpace: hasAdministration ? spaceName : null,
    fixedRetentionDays: reseller.product === 'online' ? ONLINE_RETENTION_DAYS : null,
    alertEmail: reseller.alertEmail,
  }
}
