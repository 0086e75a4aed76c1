import { form } from './support/call'
import type { Victim } from './support/victim'

/**
 * Every server action and the arguments by which it is turned against a victim. `harmless` ones name nobody's things, for the reason
 * given. In the order in which the victim's owner then does the same, so what destroys comes last.
 */
export type Act = { args: (victim: Victim) => unknown[] } | { harmless: string }

const CONFIG = 'paths: [/home]\n'
const contractForm = ({ mark }: Victim) =>
  form({
    title: `Contrat ${mark}`,
    clientEmail: 'a@client.example',
    clientLocale: 'fr',
    gigabytes: '12',
    unlimited: 'on',
    retentionDays: '90',
    version: '',
  })

export const ACTS: Record<string, Act> = {
  signInAction: { harmless: 'asks for name and password' },
  confirmSignInAction: { harmless: 'goes on with the sign-in that the own cookie names' },
  forgottenPasswordAction: { harmless: 'says the same whoever is asked for (tested there)' },
  resetPasswordAction: { harmless: 'needs the secret of a mailed link (tested there)' },
  updateProfileAction: { harmless: 'the own account, which no argument names' },
  changeEmailAction: { harmless: 'the own account, which no argument names' },
  changePasswordAction: { harmless: 'the own account, which no argument names' },
  endSessionAction: { harmless: 'names a session, which the command looks for among the own (tested there)' },
  endOtherSessionsAction: { harmless: 'the own sessions' },
  activateTwoStepsAction: { harmless: 'the own account, for which the key was sealed' },
  renewRecoveryCodesAction: { harmless: 'the own account, which no argument names' },
  switchOffTwoStepsAction: { harmless: 'the own account, which no argument names' },
  signOutAction: { harmless: 'ends the own session' },
  setLanguageAction: { harmless: 'the own language' },
  setThemeAction: { harmless: 'the own browser' },
  showHiddenBackupsAction: { harmless: 'the own list' },
  setAlertMailsAction: { harmless: 'the own reseller, which no argument names' },
  setMissedAfterDaysAction: { harmless: 'the own reseller, which no argument names' },
  addContractAction: { harmless: 'names a space, which the command looks for in scope (tested there)' },
  saveKitDraftAction: { harmless: 'the own reseller, bound to the form by the page; another is a 404 (tests/integration/kits)' },
  publishKitAction: { harmless: 'a kit is its reseller’s, whatever the space; another’s is a 404 (tests/integration/kits)' },
  withdrawKitAction: { harmless: 'as publishKitAction' },
  deleteKitDraftAction: { harmless: 'as publishKitAction' },
  resendAnyMailAction: { harmless: 'asks for an operator, who may send any mail again' },
  resendDeadMailsAction: { harmless: 'asks for an operator, and names nothing' },
  resendMailAction: { args: ({ mailId }) => [{ mailId }] },
  acceptInvitationAction: { harmless: 'asks for the token of a mail' },
  leaveSpaceAction: { harmless: 'the own session' },
  forgetLostSpaceAction: { harmless: 'the own session' },
  addUserAction: { harmless: 'the own account, which no argument names' },
  addSpaceAction: { harmless: 'the own account, which no argument names' },
  ...Object.fromEntries(
    [
      ...['enterSpaceAction', 'updateSpaceAction', 'deleteSpaceAction'],
      ...['updateUserAction', 'setUserPasswordAction', 'signUserOutAction', 'deleteUserAction'],
      ...['resendInvitationAction', 'withdrawInvitationAction'],
    ].map((name) => [name, { harmless: 'names a space or a user, which the command looks for in scope (tested there, for each product)' }]),
  ),
  hideBackupAction: { args: ({ backupId }) => [backupId] },
  setMachineAlertAction: { args: ({ machineId }) => [{ machineId, alert: 'backup', on: true }] },
  setMachineRetentionAction: { args: ({ machineId }) => [{ machineId, retentionDays: 30 }] },
  setMachineMissedAfterAction: { args: ({ machineId }) => [{ machineId, days: 9 }] },
  commentMachineAction: { args: ({ machineId }) => [{ machineId, comment: 'attacked' }] },
  acknowledgeAlertAction: { args: ({ alertId }) => [{ alertId, reason: 'attacked' }] },
  resumeAlertAction: { args: ({ alertId }) => [{ alertId }] },
  snoozeAlertAction: { args: ({ alertId }) => [{ alertId, reason: 'attacked', days: 90 }] },
  releaseRetentionAction: { args: ({ machineId }) => [{ machineId, reason: 'attacked' }] },
  requestCheckAction: { args: ({ machineId }) => [{ machineId }] },
  revealIdentificationKeyAction: { args: ({ machineId }) => [{ machineId }] },
  saveConfigAction: { args: ({ machineId }) => [machineId, { attempt: 0 }, form({ body: CONFIG, baseVersion: '0' })] },
  addMachineAction: { args: ({ contractId }) => [contractId, { attempt: 0 }, form({ name: 'PC-INTRUS' })] },
  updateContractAction: {
    args: (victim) => [victim.contractId, { attempt: 0, values: {}, version: '', failure: null, current: null }, contractForm(victim)],
  },
  suspendContractAction: { args: ({ contractId }) => [{ contractId }] },
  reactivateContractAction: { args: ({ contractId }) => [{ contractId }] },
  deleteMachineAction: { args: ({ machineId, mark }) => [{ machineId, confirmation: `PC-${mark}` }] },
  deleteContractAction: { args: ({ contractId, mark }) => [{ contractId, confirmation: `Contrat ${mark}` }] },
}
