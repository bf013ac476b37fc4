import en from '../../locales/connectors.en.json';
import zh from '../../locales/connectors.zh-CN.json';
import { addTexts } from '../shell/i18n.js';

addTexts({ en, zh });
