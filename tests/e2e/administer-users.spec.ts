import { expect, type Page, test } from '@playwright/test'
import { generateSync } from 'otplib'
import { expireInvitation, invitationPath } from './support/invitation-link'
import { at, fillSignIn, HOSTS, signIn } from './support/visit'

const CHOSEN = 'une phrase bien à moi'
const list = at.bind(null, 'alpes', '/admin/users')

/** Fills the form of a new user and sends it. */
async function addUser(page: Page, userName: string, fill: () => Promise<void>): Promise<void> {
  await page.goto(at('alpes', '/admin/users/new'))
  await page.getByLabel('Nom affiché').fill(`${userName} Essai`)
  await page.getByLabel("Nom d'utilisateur").fill(userName)
  await page.getByLabel('Email', { exact: true }).fill(`${userName}@alpes.example`)
  await fill()
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await expect(page).toHaveURL(/saved=/)
}

async function addWithPassword(page: Page, userName: string, fill = async () => {}): Promise<void> {
  await addUser(page, userName, async () => {
    await fill()
    await page.getByLabel('Définir un mot de passe').check()
    await page.getByLabel('Mot de passe', { exact: true }).fill(CHOSEN)
  })
}

async function signInWith(page: Page, userName: string, password: string): Promise<void> {
  await page.goto(at('alpes', '/sign-in'))
  await fillSignIn(page, userName, password)
  // A page that is opened meanwhile would break the sign-in off.
  await expect(page).not.toHaveURL(/sign-in$/)
}

test('a user is invited, chooses a password by the link, once, and sees its spaces with its rights alone', async ({ page, browser }) => {
  await signIn(page, 'alpes', 'alice')
  await addUser(page, 'nadia', async () => {
    await page.getByRole('checkbox', { name: 'Lyon' }).check()
    await page.getByRole('checkbox', { name: 'Commentaires sur les machines' }).check()
  })
  await expect(page.getByRole('status').filter({ hasText: 'nadia@alpes.example' })).toBeVisible()
  await expect(page.getByRole('row', { name: /nadia Essai/ })).toContainText(/invité jusqu'au/)

  const context = await browser.newContext({ locale: 'fr-FR' })
  const guest = await context.newPage()
  const link = at('alpes', await invitationPath('nadia'))
  await guest.goto(link)
  await expect(guest.getByRole('heading', { level: 1 })).toHaveText('Bienvenue, nadia Essai')
  await guest.getByLabel('Mot de passe', { exact: true }).fill('court')
  await guest.getByLabel('Mot de passe, une seconde fois').fill('court')
  await guest.getByRole('button', { name: 'Enregistrer le mot de passe' }).click()
  await expect(guest.getByLabel('Mot de passe', { exact: true })).toHaveAccessibleDescription(/12 caractères/)
  await guest.getByLabel('Mot de passe', { exact: true }).fill(CHOSEN)
  await guest.getByLabel('Mot de passe, une seconde fois').fill(CHOSEN)
  await guest.getByRole('button', { name: 'Enregistrer le mot de passe' }).click()
  await expect(guest.getByRole('heading', { level: 1 })).toHaveText('Votre mot de passe est enregistré')
  await guest.goto(link)
  await expect(guest.getByRole('heading', { level: 1 })).toHaveText('Ce lien ne mène plus à rien')
  await guest.getByRole('link', { name: 'Se connecter' }).click()
  await fillSignIn(guest, 'nadia', CHOSEN)
  await expect(guest.getByRole('heading', { level: 1 })).toHaveText('Salle de contrôle virtuelle')
  await guest.goto(at('alpes', '/contracts'))
  await expect(guest.getByRole('row', { name: /Transports Rey/ })).toBeVisible()
  await expect(guest.getByRole('row', { name: /TEST/ })).toHaveCount(0)
  await expect(guest.getByText('Administration', { exact: true })).toHaveCount(0)
  expect((await guest.goto(list()))?.status()).toBe(404)
  await context.close()
})

test('an invitation is sent again, expires, and is withdrawn; on another brand its link leads nowhere', async ({ page }) => {
  await signIn(page, 'alpes', 'alice')
  await addUser(page, 'ivan', async () => {})
  const row = page.getByRole('row', { name: /ivan Essai/ })
  await row.getByRole('link').first().click()
  await page.getByRole('checkbox', { name: 'Commentaires sur les machines' }).check()
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'ivan Essai est enregistré' })).toBeVisible()
  const link = await invitationPath('ivan')
  await row.getByRole('button', { name: "Renvoyer l'invitation" }).click()
  await expect(page.getByRole('status').filter({ hasText: 'ivan@alpes.example. Le lien précédent' })).toBeVisible()
  await page.goto(at('alpes', link))
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ce lien ne mène plus à rien')
  const second = await invitationPath('ivan')
  await page.goto(at('nord', second))
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ce lien ne mène plus à rien')
  await expireInvitation('ivan')
  await page.goto(at('alpes', second))
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Cette invitation a expiré')
  await page.goto(list())
  await expect(row).toContainText('invitation expirée')
  await row.getByRole('button', { name: "Retirer l'invitation" }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Confirmer' }).click()
  await expect(row).toHaveCount(0)
})

test('the list narrows as one types, and the address keeps it', async ({ page }) => {
  await signIn(page, 'alpes', 'alice')
  await page.goto(list())
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Gérer les utilisateurs')
  await page.getByRole('searchbox').fill('genève')
  await expect(page).toHaveURL(/q=gen/)
  await expect(page.locator('tr[data-user-id]')).toHaveCount(1)
  await expect(page.getByRole('row', { name: /Bob Keller/ })).toContainText('aucun')
  await page.getByRole('searchbox').fill('personne de ce nom')
  await expect(page.getByText(/Aucun utilisateur ne correspond/)).toBeVisible()
})

test('rights are granted one by one and hold at the next page; a right that is taken away is refused at once', async ({
  page,
  browser,
}) => {
  await signIn(page, 'alpes', 'alice')
  await addWithPassword(page, 'remi', () => page.getByRole('checkbox', { name: 'Lyon' }).check())
  const context = await browser.newContext({ locale: 'fr-FR' })
  const remi = await context.newPage()
  await signInWith(remi, 'remi', CHOSEN)
  await remi.goto(at('alpes', '/contracts?q=Transports Rey'))
  await remi.getByRole('link', { name: 'Transports Rey' }).click()
  await remi.locator('tr[data-machine-id] a').first().click()
  await expect(remi.getByText(/il faut le droit « Commentaires/)).toBeVisible()

  await page
    .getByRole('row', { name: /remi Essai/ })
    .getByRole('link', { name: "Éditer l'utilisateur" })
    .click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Modifier les droits')
  const rights = ['Kit marque blanche', 'Configuration à distance', "Restauration par l'administration", 'Commentaires sur les machines']
  for (const right of rights) await expect(page.getByRole('checkbox', { name: right, exact: true })).not.toBeChecked()
  await page.getByRole('checkbox', { name: 'Commentaires sur les machines' }).check()
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await expect(page.getByRole('row', { name: /remi Essai/ })).toContainText('Commentaires')
  await remi.reload()
  const comment = remi.getByRole('textbox', { name: 'Commentaire' })
  await comment.fill('À côté de la photocopieuse')

  await page
    .getByRole('row', { name: /remi Essai/ })
    .getByRole('link', { name: "Éditer l'utilisateur" })
    .click()
  await page.getByRole('checkbox', { name: 'Commentaires sur les machines' }).uncheck()
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await expect(page).toHaveURL(/saved=/)
  await remi.getByRole('button', { name: 'Enregistrer' }).click()
  await expect(remi.getByText("Vous n'avez pas le droit").first()).toBeVisible()
  await context.close()
})

test('another password ends the sessions; so does signing out everywhere; a deleted user is gone at its next page', async ({
  page,
  browser,
}) => {
  await signIn(page, 'alpes', 'alice')
  await addWithPassword(page, 'zoe')
  const context = await browser.newContext({ locale: 'fr-FR' })
  const zoe = await context.newPage()
  await signInWith(zoe, 'zoe', CHOSEN)
  await expect(zoe.getByRole('heading', { name: 'Aucun espace ne vous est attribué' })).toBeVisible()

  await page.getByRole('link', { name: 'zoe Essai' }).click()
  await page.getByLabel('Nouveau mot de passe').fill('un autre mot de passe')
  await page.getByRole('button', { name: 'Changer le mot de passe' }).click()
  await expect(page.getByRole('status').filter({ hasText: /zoe Essai est changé/ })).toBeVisible()
  await zoe.goto(at('alpes', '/contracts'))
  await expect(zoe).toHaveURL(/sign-in/)
  await fillSignIn(zoe, 'zoe', 'un autre mot de passe')
  await expect(zoe).not.toHaveURL(/sign-in/)

  await page.getByRole('button', { name: 'Déconnecter partout' }).click()
  await expect(page.getByRole('status').filter({ hasText: '1 session de zoe Essai' })).toBeVisible()
  await zoe.goto(at('alpes', '/contracts'))
  await fillSignIn(zoe, 'zoe', 'un autre mot de passe')
  await expect(zoe).not.toHaveURL(/sign-in/)

  await page.getByRole('button', { name: "Supprimer l'utilisateur" }).click()
  const dialog = page.getByRole('dialog', { name: /Supprimer zoe Essai/ })
  await expect(dialog.getByRole('button', { name: 'Confirmer' })).toBeDisabled()
  await dialog.getByRole('textbox').fill('zoe')
  await dialog.getByRole('button', { name: 'Confirmer' }).click()
  await expect(page).toHaveURL(list())
  await expect(page.getByRole('row', { name: /zoe Essai/ })).toHaveCount(0)
  await zoe.goto(at('alpes', '/contracts'))
  await expect(zoe).toHaveURL(/sign-in/)
  await context.close()
})

test('the last administrator is neither deleted nor demoted, and is told why', async ({ page }) => {
  await signIn(page, 'alpes', 'alice')
  await page.goto(list())
  await page
    .getByRole('row', { name: /Alice Martin/ })
    .getByRole('button', { name: "Supprimer l'utilisateur" })
    .click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox').fill('alice')
  await dialog.getByRole('button', { name: 'Confirmer' }).click()
  await expect(dialog.getByRole('alert')).toContainText('dernier administrateur')
  await dialog.getByRole('button', { name: 'Annuler' }).click()
  await page.getByRole('link', { name: 'Alice Martin' }).click()
  await page.getByRole('radio', { name: 'Membre' }).check()
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'dernier administrateur' })).toBeVisible()
  await expect(page.getByRole('radio', { name: 'Membre' })).toBeChecked()
})

test('what is wrong is told at its field, nothing typed is lost, and it works without JavaScript', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, locale: 'fr-FR' })
  const page = await context.newPage()
  await signIn(page, 'alpes', 'alice')
  await page.goto(at('alpes', '/admin/users/new'))
  await page.getByLabel('Nom affiché').fill('Sans Script')
  await page.getByLabel("Nom d'utilisateur").fill('sans script')
  await page.getByLabel('Email', { exact: true }).fill('sans')
  await page.getByRole('checkbox', { name: 'Genève' }).check()
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await expect(page.getByRole('alert').filter({ hasText: '2 champs' })).toBeVisible()
  await expect(page.getByLabel("Nom d'utilisateur")).toHaveAccessibleDescription(/sans espace/)
  await expect(page.getByLabel('Nom affiché')).toHaveValue('Sans Script')
  await expect(page.getByRole('checkbox', { name: 'Genève' })).toBeChecked()
  await page.getByLabel("Nom d'utilisateur").fill('bob')
  await page.getByLabel('Email', { exact: true }).fill('sans@script.example')
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await expect(page.getByLabel("Nom d'utilisateur")).toHaveAccessibleDescription(/déjà pris/)
  await page.getByLabel("Nom d'utilisateur").fill('sansscript')
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await expect(page.getByRole('row', { name: /Sans Script/ })).toContainText('Genève')
  await page.goto(at('alpes', await invitationPath('sansscript')))
  await page.getByLabel('Mot de passe', { exact: true }).fill(CHOSEN)
  await page.getByLabel('Mot de passe, une seconde fois').fill(CHOSEN)
  await page.getByRole('button', { name: 'Enregistrer le mot de passe' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Votre mot de passe est enregistré')
  expect(page.url()).toContain(HOSTS.alpes)
  await context.close()
})

test('who has lost the authenticator is let in by an administrator', async ({ page, browser }) => {
  await signIn(page, 'alpes', 'alice')
  await addWithPassword(page, 'tilda', () => page.getByRole('checkbox', { name: 'Lyon' }).check())
  const context = await browser.newContext({ locale: 'fr-FR' })
  const tilda = await context.newPage()
  await signInWith(tilda, 'tilda', CHOSEN)
  await expect(tilda.getByRole('heading', { level: 1 })).toHaveText('Salle de contrôle virtuelle')
  await tilda.goto(at('alpes', '/profile/two-steps'))
  const secret = (await tilda.locator('.select-all').innerText()).replaceAll(' ', '')
  await tilda.getByLabel('Code à 6 chiffres').fill(generateSync({ secret }))
  await tilda.getByLabel('Mot de passe actuel').fill(CHOSEN)
  await tilda.getByRole('button', { name: 'Activer' }).click()
  await expect(tilda.getByRole('heading', { name: /codes de secours/i }).first()).toBeVisible()

  await page
    .getByRole('row', { name: /tilda Essai/ })
    .getByRole('link', { name: "Éditer l'utilisateur" })
    .click()
  await page.getByRole('button', { name: 'Réinitialiser la validation en deux étapes' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Confirmer' }).click()
  await expect(page.getByText('La validation en deux étapes de tilda Essai est retirée.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Réinitialiser la validation en deux étapes' })).toHaveCount(0)
  await context.clearCookies()
  await signInWith(tilda, 'tilda', CHOSEN)
  await expect(tilda.getByRole('heading', { level: 1 })).toHaveText('Salle de contrôle virtuelle')
  await context.close()
})
