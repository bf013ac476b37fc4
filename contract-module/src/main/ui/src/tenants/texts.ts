import en from '../../locales/admin.en.json';
import zh from '../../locales/admin.zh-CN.json';
import { addTexts } from '../shell/i18n.js';

addTexts({ en, zh });
