export const messages = {
  fr: {
    language: 'English',
    light: 'Thème clair',
    dark: 'Thème sombre',
    about: 'À propos de Pupitre',
    promise: 'De l’objectif au bilan, un seul fil.',
    'step.objective': 'Objectif',
    'step.action': 'Action',
    'step.fact': 'Résultat',
    'step.review': 'Bilan',

    email: 'Adresse e-mail',
    password: 'Mot de passe',
    'password.show': 'Afficher ou masquer le mot de passe',
    newPassword: 'Nouveau mot de passe',
    passwordHint: 'Au moins 10 caractères. Quatre mots sans rapport entre eux font un bon mot de passe.',
    name: 'Votre nom',
    workspaceName: 'Nom de l’espace',
    workspaceHint: 'Votre agence, votre entreprise ou votre équipe.',
    or: 'ou',
    back: 'Retour',

    'in.title': 'Connexion',
    'in.line': 'Heureux de vous revoir à votre pupitre.',
    'in.submit': 'Se connecter',
    'in.forgot': 'Mot de passe oublié',
    'in.magic': 'Recevoir un lien de connexion',
    'in.passkey': 'Utiliser une clé d’accès',
    'in.sso': 'Continuer avec le compte de l’entreprise',
    'in.needEmail': 'Saisissez d’abord votre adresse e-mail.',
    'in.magicSent':
      'Si {email} a un compte, un lien vient de lui être envoyé. Il sert une fois et expire dans 15 minutes.',
    'in.resetSent':
      'Si {email} a un compte, un message pour choisir un nouveau mot de passe vient de lui être envoyé.',
    'in.noMail':
      'Aucun serveur d’envoi n’est configuré : le message reste sur le serveur, où son administrateur le lit par la commande « pupitre letter ».',
    'in.expired': 'Ce lien a déjà servi ou a expiré. Demandez-en un nouveau.',

    'refused.sso_other_domain':
      'Le compte choisi n’est pas une adresse du domaine relié à Pupitre. Reprenez avec votre compte professionnel.',
    'refused.sso_email_unverified':
      'Votre entreprise n’a pas confirmé cette adresse e-mail. Faites-la vérifier chez elle, puis revenez.',
    'refused.sso_account_elsewhere':
      'Cette adresse a déjà un compte, utilisé dans un autre espace. Connectez-vous avec votre mot de passe ou par un lien.',
    'refused.sso_access_closed':
      'Votre accès à cet espace est fermé. Un administrateur de l’espace peut le rouvrir.',
    'refused.sso_provider_gone':
      'Ce fournisseur d’identité n’est plus relié à Pupitre. Connectez-vous avec votre mot de passe ou par un lien.',
    'refused.cancelled': 'La connexion a été abandonnée chez votre entreprise. Rien n’a changé.',
    'refused.other': 'La connexion n’a pas abouti. Recommencez depuis cette page.',

    'two.title': 'Second facteur',
    'two.line': 'Saisissez le code à 6 chiffres affiché par votre application d’authentification.',
    'two.code': 'Code à 6 chiffres',
    'two.backupLine':
      'Saisissez l’un des codes de secours que vous avez conservés. Il ne servira qu’une fois.',
    'two.backup': 'Code de secours',
    'two.trust': 'Ne plus demander sur cet appareil pendant 30 jours',
    'two.submit': 'Vérifier',
    'two.useBackup': 'Utiliser un code de secours',
    'two.useCode': 'Utiliser l’application',

    'first.title': 'Bienvenue à votre pupitre',
    'first.line': 'Cette installation est neuve. Par quoi souhaitez-vous commencer ?',
    'first.create': 'Créer mon espace',
    'first.createLine': 'Un espace vide, dont vous serez propriétaire.',
    'first.demo': 'Ouvrir la démonstration',
    'first.demoLine': 'Une agence, deux clients, quatre projets et une année de résultats à explorer.',
    'first.createTitle': 'Créer votre espace',
    'first.createHint': 'Vous pourrez inviter votre équipe et vos clients ensuite.',
    'first.submit': 'Créer l’espace',
    'first.demoBuilding': 'La démonstration se prépare : une année de résultats prend une minute ou deux.',

    'invited.title': '{workspace} vous attend',
    'invited.line':
      '{inviter, select, none {Vous êtes invité} other {{inviter} vous invite}} en tant {role, select, admin {qu’administrateur} manager {que chef de projet} member {que membre} other {qu’invité}}{project, select, none {} other { sur le projet {project}}}, avec l’adresse {email}.',
    'invited.known': 'Cette adresse a déjà un compte. Connectez-vous pour rejoindre l’espace.',
    'invited.submit': 'Créer mon compte et rejoindre',
    'invited.join': 'Rejoindre l’espace',
    'invited.as': 'Vous êtes connecté en tant que {email}.',
    'invited.other': 'Utiliser un autre compte',
    'invited.gone': 'Cette invitation n’est plus valable',

    'reset.title': 'Choisir un nouveau mot de passe',
    'reset.line': 'Vos autres sessions seront fermées.',
    'reset.submit': 'Enregistrer et se connecter',

    'space.title': 'Créer un espace',
    'space.line':
      'Un espace réunit une équipe, ses clients et ses projets. Rien ne passe d’un espace à l’autre.',

    'error.INVALID_EMAIL_OR_PASSWORD': 'L’adresse ou le mot de passe ne correspond pas.',
    'error.INVALID_CODE':
      'Ce code n’est pas le bon, ou il vient d’expirer. Attendez le suivant et réessayez.',
    'error.INVALID_BACKUP_CODE': 'Ce code de secours n’est pas le bon, ou il a déjà servi.',
    'error.INVALID_TWO_FACTOR_COOKIE': 'La vérification a expiré. Reprenez la connexion depuis le début.',
    'error.INVALID_PASSWORD': 'Ce mot de passe n’est pas le bon.',
    'error.INVALID_TOKEN': 'Ce lien a déjà servi ou a expiré. Demandez-en un nouveau.',
    'error.NO_PROVIDER': 'Aucun fournisseur d’identité n’est relié au domaine de cette adresse.',
    'error.TOO_MANY': 'Trop d’essais depuis cette adresse. Patientez une minute avant de réessayer.',
    'error.PASSKEY': 'La clé d’accès n’a pas été reconnue, ou la demande a été interrompue.',
    'error.NETWORK': 'Le serveur ne répond pas. Vérifiez votre connexion et réessayez.',
    'error.OTHER': 'La demande n’a pas abouti. Réessayez dans un instant.',
  },
  en: {
    language: 'Français',
    light: 'Light theme',
    dark: 'Dark theme',
    about: 'About Pupitre',
    promise: 'From the objective to the review, one thread.',
    'step.objective': 'Objective',
    'step.action': 'Action',
    'step.fact': 'Result',
    'step.review': 'Review',

    email: 'E-mail address',
    password: 'Password',
    'password.show': 'Show or hide the password',
    newPassword: 'New password',
    passwordHint: 'At least 10 characters. Four unrelated words make a good password.',
    name: 'Your name',
    workspaceName: 'Name of the workspace',
    workspaceHint: 'Your agency, your company or your team.',
    or: 'or',
    back: 'Back',

    'in.title': 'Sign in',
    'in.line': 'Good to see you back at your desk.',
    'in.submit': 'Sign in',
    'in.forgot': 'Forgotten password',
    'in.magic': 'Send me a sign-in link',
    'in.passkey': 'Use a passkey',
    'in.sso': 'Continue with your company account',
    'in.needEmail': 'Type your e-mail address first.',
    'in.magicSent':
      'If {email} has an account, a link is on its way. It works once and expires in 15 minutes.',
    'in.resetSent': 'If {email} has an account, a message to choose a new password is on its way.',
    'in.noMail':
      'No mail server is configured: the message stays on the server, where its administrator reads it with the command “pupitre letter”.',
    'in.expired': 'This link was already used or has expired. Ask for a new one.',

    'refused.sso_other_domain':
      'The account you chose is not an address of the domain linked to Pupitre. Start again with your work account.',
    'refused.sso_email_unverified':
      'Your company has not confirmed this e-mail address. Have it verified there, then come back.',
    'refused.sso_account_elsewhere':
      'This address already has an account, used in another workspace. Sign in with your password or by a link.',
    'refused.sso_access_closed':
      'Your access to this workspace is closed. An administrator of the workspace can reopen it.',
    'refused.sso_provider_gone':
      'This identity provider is no longer linked to Pupitre. Sign in with your password or by a link.',
    'refused.cancelled': 'The sign-in was abandoned at your company. Nothing has changed.',
    'refused.other': 'The sign-in did not go through. Start again from this page.',

    'two.title': 'Second factor',
    'two.line': 'Type the 6-digit code shown by your authenticator app.',
    'two.code': '6-digit code',
    'two.backupLine': 'Type one of the recovery codes you kept. It will work only once.',
    'two.backup': 'Recovery code',
    'two.trust': 'Do not ask again on this device for 30 days',
    'two.submit': 'Verify',
    'two.useBackup': 'Use a recovery code',
    'two.useCode': 'Use the app',

    'first.title': 'Welcome to your desk',
    'first.line': 'This installation is new. Where would you like to begin?',
    'first.create': 'Create my workspace',
    'first.createLine': 'An empty workspace, owned by you.',
    'first.demo': 'Open the demo',
    'first.demoLine': 'An agency, two clients, four projects and a year of results to explore.',
    'first.createTitle': 'Create your workspace',
    'first.createHint': 'You can invite your team and your clients afterwards.',
    'first.submit': 'Create the workspace',
    'first.demoBuilding': 'The demo is being prepared: a year of results takes a minute or two.',

    'invited.title': '{workspace} is waiting for you',
    'invited.line':
      '{inviter, select, none {You are invited} other {{inviter} invites you}} as {role, select, admin {an administrator} manager {a project manager} member {a member} other {a guest}}{project, select, none {} other { on the project {project}}}, with the address {email}.',
    'invited.known': 'This address already has an account. Sign in to join the workspace.',
    'invited.submit': 'Create my account and join',
    'invited.join': 'Join the workspace',
    'invited.as': 'You are signed in as {email}.',
    'invited.other': 'Use another account',
    'invited.gone': 'This invitation is no longer valid',

    'reset.title': 'Choose a new password',
    'reset.line': 'Your other sessions will be closed.',
    'reset.submit': 'Save and sign in',

    'space.title': 'Create a workspace',
    'space.line':
      'A workspace brings together a team, its clients and its projects. Nothing passes from one workspace to another.',

    'error.INVALID_EMAIL_OR_PASSWORD': 'The address or the password does not match.',
    'error.INVALID_CODE':
      'This code is not the right one, or has just expired. Wait for the next one and try again.',
    'error.INVALID_BACKUP_CODE': 'This recovery code is not the right one, or was already used.',
    'error.INVALID_TWO_FACTOR_COOKIE': 'The verification has expired. Start signing in again.',
    'error.INVALID_PASSWORD': 'This password is not the right one.',
    'error.INVALID_TOKEN': 'This link was already used or has expired. Ask for a new one.',
    'error.NO_PROVIDER': 'No identity provider is linked to the domain of this address.',
    'error.TOO_MANY': 'Too many attempts from this address. Wait a minute before trying again.',
    'error.PASSKEY': 'The passkey was not recognised, or the request was interrupted.',
    'error.NETWORK': 'The server does not answer. Check your connection and try again.',
    'error.OTHER': 'The request did not go through. Try again in a moment.',
  },
}
