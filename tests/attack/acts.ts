import { randomUUID } from 'node:crypto'
import { form } from './support/call'
import type { Victim } from './support/victim'

/**
 * Every server action and the arguments by which it is turned against a victim. `harmless` ones name nobody's things, for the reason
 * given. In the order in which the victim's owner then does the same, so what destroys comes last.
 */
export type Act = { args: (victim: Victim) => unknown[] } | { harmless: string }

const CONFIG = 'paths: [/home]\n'
const editor = { attempt: 0, view: 'file', body: '', values: {}, baseVersion: 0, failure: null, review: null }
const oldVersion = { baseVersion: 1, version: 1 }
/** These ask for an operator first, who may do them to every account. */
const operators = { harmless: 'an operator alone may, to whom no account is somebody else’s' }

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
  addWebhookAction: { harmless: 'the own account, which no argument names; for administrators (tests/integration/webhooks)' },
  setMonthlyReportAction: { harmless: 'the own reseller, which no argument names' },
  setAlertMailsAction: { harmless: 'the own reseller, which no argument names' },
  setMissedAfterDaysAction: { harmless: 'the own reseller, which no argument names' },
  showSupportCodeAction: { harmless: 'a code that opens what the caller sees' },
  quitSupportAction: { harmless: 'ends the own look' },
  endSupportAccessAction: { harmless: 'names a look, which the command looks for in scope (tested there)' },
  setUpAction: { harmless: 'does nothing once there is a platform (tested there)' },
  openSupportAccessAction: operators,
  visitAccountAction: operators,
  endAccessAction: operators,
  admitResellerAction: operators,
  updateResellerAction: operators,
  suspendResellerAction: operators,
  reactivateResellerAction: operators,
  inviteAdministratorAction: operators,
  resendInvitationAction: operators,
  addContractAction: { harmless: 'names a space, which the command looks for in scope (tested there)' },
  saveKitDraftAction: { harmless: 'the own reseller, bound to the form by the page; another is a 404 (tests/integration/kits)' },
  publishKitAction: { harmless: 'a kit is its reseller’s, whatever the space; another’s is a 404 (tests/integration/kits)' },
  withdrawKitAction: { harmless: 'as publishKitAction' },
  deleteKitDraftAction: { harmless: 'as publishKitAction' },
  resendAnyMailAction: { harmless: 'asks for an operator, who may send any mail again' },
  resendDeadMailsAction: { harmless: 'asks for an operator, and names nothing' },
  sendReportAction: {
    args: ({ contractId }) => [
      null,
      form({ contractId, month: new Date().toISOString().slice(0, 7), to: 'reseller', sendId: randomUUID() }),
    ],
  },
  resendMailAction: { args: ({ mailId }) => [{ mailId }] },
  acceptInvitationAction: { harmless: 'asks for the token of a mail' },
  leaveSpaceAction: { harmless: 'the own session' },
  forgetLostSpaceAction: { harmless: 'the own session' },
  addUserAction: { harmless: 'the own account, which no argument names' },
  addSpaceAction: { harmless: 'the own account, which no argument names' },
  ...Object.fromEntries(
    [
      ...['enterSpaceAction', 'updateSpaceAction', 'deleteSpaceAction'],
      ...['updateUserAction', 'setUserPasswordAction', 'signUserOutAction', 'resetTwoStepsAction', 'deleteUserAction'],
      ...['resendInvitationAction', 'withdrawInvitationAction'],
    ].map((name) => [name, { harmless: 'names a space or a user, which the command looks for in scope (tested there, for each product)' }]),
  ),
  saveBrandAction: { harmless: 'names a brand, which the command looks for in scope (tested there)' },
  prepareImageAction: { harmless: 'names a brand, which is looked for in scope, and stores nothing' },
  claimHostAction: { harmless: 'names a brand, which the command looks for in scope (tested there)' },
  verifyHostAction: { harmless: 'names a host, which the command looks for in scope (tested there)' },
  removeHostAction: { harmless: 'names a host, which the command looks for in scope (tested there)' },
  addBrandAction: { harmless: 'on the console, which only operators sign in to' },
  operatorSaveBrandAction: { harmless: 'on the console, which only operators sign in to' },
  operatorPrepareImageAction: { harmless: 'on the console, which only operators sign in to' },
  operatorClaimHostAction: { harmless: 'on the console, which only operators sign in to' },
  operatorVerifyHostAction: { harmless: 'on the console, which only operators sign in to' },
  operatorRemoveHostAction: { harmless: 'on the console, which only operators sign in to' },
  operatorVouchForHostAction: { harmless: 'on the console, which only operators sign in to' },
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
  renewIdentificationKeyAction: { args: ({ machineId }) => [{ machineId }] },
  withdrawCommandAction: { harmless: 'names a command, which is looked for in scope (tests/integration/agent-commands)' },
  backUpNowAction: { args: ({ machineId }) => [{ machineId }] },
  cancelBackupAction: { args: ({ backupId }) => [{ backupId }] },
  saveConfigAction: { args: ({ machineId }) => [machineId, editor, form({ view: 'file', body: CONFIG })] },
  rollBackConfigAction: { args: ({ machineId }) => [{ machineId, ...oldVersion }] },
  changeConfigsAction: {
    args: ({ contractId, machineId }) => [
      { contractId, machines: [{ machineId, baseVersion: 1 }] },
      { attempt: 0, values: {}, failure: null, review: null },
      form({ intent: 'review', addPaths: '/srv', scheduleKind: 'unchanged' }),
    ],
  },
  saveContractConfigAction: { args: ({ contractId }) => [contractId, editor, form({ view: 'file', body: CONFIG })] },
  rollBackContractConfigAction: { args: ({ contractId }) => [{ contractId, ...oldVersion }] },
  followContractAction: { args: ({ machineId }) => [{ machineId, baseVersion: 1 }] },
  askDownloadAction: {
    args: ({ machineId }) => [{ machineId, snapshotId: 'ab'.repeat(32), paths: ['/home'], format: 'zip', reason: 'attacked' }],
  },
  restoreToMachineAction: {
    args: ({ machineId }) => [
      { machineId, snapshotId: 'ab'.repeat(32), paths: ['/home'], target: null, overwrite: 'always', reason: 'attacked' },
    ],
  },
  cancelRestoreAction: { harmless: 'names a restore, which the command looks for in scope (tested there)' },
  setRestoreRulesAction: { harmless: 'the own reseller, which no argument names' },
  addMachineAction: { args: ({ contractId }) => [contractId, { attempt: 0 }, form({ name: 'PC-INTRUS' })] },
  updateContractAction: {
    args: (victim) => [victim.contractId, { attempt: 0, values: {}, version: '', failure: null, current: null }, contractForm(victim)],
  },
  suspendContractAction: { args: ({ contractId }) => [{ contractId }] },
  reactivateContractAction: { args: ({ contractId }) => [{ contractId }] },
  revealSecretAction: { args: ({ webhookId }) => [{ webhookId }] },
  rotateSecretAction: { args: ({ webhookId }) => [{ webhookId }] },
  updateWebhookAction: {
    args: ({ webhookId, mark }) => [
      webhookId,
      { attempt: 0, values: {}, failure: null, added: null },
      form({ name: `Webhook ${mark}`, url: 'https://attacked.example.com/', events: 'backup.finished' }),
    ],
  },
  testWebhookAction: { args: ({ webhookId }) => [{ webhookId }] },
  switchWebhookAction: { args: ({ webhookId }) => [{ webhookId, on: false }] },
  replayDeliveryAction: { args: ({ deliveryId }) => [{ deliveryId }] },
  replayFailedAction: { args: ({ webhookId }) => [{ webhookId }] },
  deleteWebhookAction: { args: ({ webhookId }) => [{ webhookId }] },
  deleteMachineAction: { args: ({ machineId, mark }) => [{ machineId, confirmation: `PC-${mark}` }] },
  deleteContractAction: { args: ({ contractId, mark }) => [{ contractId, confirmation: `Contrat ${mark}` }] },
}
