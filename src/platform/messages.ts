export const messages = {
  fr: {
    'mail.magic.subject': 'Votre lien de connexion',
    'mail.magic.body': 'Ce lien vous connecte à Pupitre. Il sert une fois et expire dans 15 minutes.',
    'mail.magic.button': 'Se connecter',
    'mail.reset.subject': 'Choisir un nouveau mot de passe',
    'mail.reset.body': 'Vous avez demandé à changer votre mot de passe. Ce lien expire dans une heure.',
    'mail.reset.button': 'Choisir un mot de passe',
    'mail.ignore': 'Si vous n’avez rien demandé, ignorez ce message : rien ne change.',
    'mail.invitation.subject': '{inviter} vous invite dans l’espace {workspace}',
    'mail.invitation.body':
      'Vous y serez {role, select, admin {administrateur} manager {chef de projet} member {membre} other {invité}}{project, select, none {} other {, sur le projet {project}}}.',
    'mail.invitation.button': 'Rejoindre l’espace',
    'mail.invitation.note': 'Cette invitation expire dans 14 jours.',
  },
  en: {
    'mail.magic.subject': 'Your sign-in link',
    'mail.magic.body': 'This link signs you in to Pupitre. It works once and expires in 15 minutes.',
    'mail.magic.button': 'Sign in',
    'mail.reset.subject': 'Choose a new password',
    'mail.reset.body': 'You asked to change your password. This link expires in one hour.',
    'mail.reset.button': 'Choose a password',
    'mail.ignore': 'If you did not ask for this, ignore this message: nothing changes.',
    'mail.invitation.subject': '{inviter} invites you to the workspace {workspace}',
    'mail.invitation.body':
      'You will be {role, select, admin {an administrator} manager {a project manager} member {a member} other {a guest}}{project, select, none {} other {, on the project {project}}}.',
    'mail.invitation.button': 'Join the workspace',
    'mail.invitation.note': 'This invitation expires in 14 days.',
  },
} as const
