export { ERROR_CODES } from './codes';
export type { ErrorCode } from './codes';
export { CodedError, findCodedError, isErrorCode } from './coded-error';
export type { ErrorDetails } from './coded-error';
export { fileError, systemCodeOf } from './system';
export { asReason } from './reason';
