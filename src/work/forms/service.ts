export { eraseUnsent, receiveForForm } from './service/files.ts'
export {
  amendForm,
  createForm,
  discardForm,
  formLink,
  getForm,
  listForms,
  openFormOf,
  renewLink,
  restoreForm,
} from './service/forms.ts'
export {
  acceptRequest,
  declineRequest,
  followRequest,
  listRequests,
  sayAsRequester,
  sayToRequester,
  submitInside,
  submitThroughDoor,
  taskForRequest,
  tellOfWord,
} from './service/requests.ts'
