import { hardenMainRealm } from './harden.ts';

export default hardenMainRealm();
