package org.crmcontracts.connectors.zoho;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/** Invented companies and people for the simulator; any likeness to real ones is chance. */
final class ZohoSimulatorData {
    private static final String[] PLACES = {"上海", "深圳", "杭州", "苏州", "成都", "青岛", "武汉", "西安"};
    private static final String[] WORDS = {"云帆", "恒锐", "明川", "启桥", "澄海"};
    private static final String[] TRADES = {"智能制造", "精密仪器", "软件", "新材料", "供应链", "医疗器械", "能源科技", "自动化"};
    private static final String[] FAMILY = {"王", "李", "张", "刘", "陈", "杨", "赵", "黄"};
    private static final String[] GIVEN = {"建国", "晓梅", "志远", "雨桐", "文博", "思琪", "海峰", "静怡"};
    private static final String[] EN_WORDS = {"Northwind", "Bluepeak", "Harborview", "Silverline", "Oakridge"};
    private static final String[] EN_TRADES = {
        "Instruments", "Robotics", "Foods", "Logistics", "Textiles", "Energy", "Pharma", "Software"
    };
    private static final String[] EN_FIRST = {"Maria", "James", "Aisha", "Tom", "Elena", "David", "Priya", "Noah"};
    private static final String[] EN_LAST = {"Lopez", "Carter", "Khan", "Berg", "Rossi", "Novak", "Shah", "Olsen"};
    private static final String CODE_SYMBOLS = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private ZohoSimulatorData() {}

    static void chinese(ZohoSimulator zoho) {
        Random random = new Random(7);
        for (int i = 0; i < 40; i++) {
            String place = PLACES[i % PLACES.length];
            Map<String, Object> account = new HashMap<>();
            account.put("Account_Name", place + WORDS[i / 8] + TRADES[i % TRADES.length] + "有限公司");
            account.put("Unified_Credit_Code", creditCode(random));
            account.put("Phone", "021-5" + (1000000 + random.nextInt(8999999)));
            account.put("Website", "https://www.company" + i + ".example");
            account.put("Industry", TRADES[i % TRADES.length]);
            account.put("Owner", Map.of("name", "王晓梅", "id", "4876876000000000100", "email", "wang@host.example"));
            account.put("Billing_Country", "中国");
            account.put("Billing_City", place + "市");
            account.put("Billing_Street", "创新路 " + (10 + i) + " 号");
            String id = zoho.put("Accounts", account);
            for (int c = 0; c <= i % 3; c++) {
                String name = FAMILY[(i + c) % 8] + GIVEN[(i * 3 + c) % 8];
                contact(
                        zoho,
                        id,
                        name,
                        "contact" + i + "." + c + "@company" + i + ".example",
                        c == 0 ? "法定代表人" : "采购经理");
            }
        }
    }

    static void english(ZohoSimulator zoho) {
        for (int i = 0; i < 40; i++) {
            Map<String, Object> account = new HashMap<>();
            account.put("Account_Name", EN_WORDS[i / 8] + " " + EN_TRADES[i % 8] + (i % 2 == 0 ? " Ltd" : " Inc"));
            account.put("Unified_Credit_Code", null);
            account.put("Phone", "+44 20 7946 0" + (100 + i));
            account.put("Website", "https://www.firm" + i + ".example");
            account.put("Industry", EN_TRADES[i % 8]);
            account.put(
                    "Owner",
                    Map.of("name", "Sarah Miller", "id", "4876876000000000100", "email", "sarah@host.example"));
            account.put("Billing_Street", (10 + i) + " Market Street");
            account.put("Billing_City", i % 2 == 0 ? "London" : "Boston");
            account.put("Billing_Country", i % 2 == 0 ? "United Kingdom" : "United States");
            String id = zoho.put("Accounts", account);
            for (int c = 0; c <= i % 3; c++) {
                String name = EN_FIRST[(i + c) % 8] + " " + EN_LAST[(i * 3 + c) % 8];
                contact(
                        zoho,
                        id,
                        name,
                        "contact" + i + "." + c + "@firm" + i + ".example",
                        c == 0 ? "Managing director" : "Buyer");
            }
        }
    }

    private static void contact(ZohoSimulator zoho, String account, String name, String email, String title) {
        Map<String, Object> contact = new HashMap<>();
        contact.put("Full_Name", name);
        contact.put("Email", email);
        contact.put("Title", title);
        contact.put("Phone", null);
        contact.put("Account_Name", Map.of("id", account, "name", "Account"));
        zoho.put("Contacts", contact);
    }

    /** A 统一社会信用代码 with its check character (GB 32100-2015: weights 3^i mod 31). */
    private static String creditCode(Random random) {
        StringBuilder code = new StringBuilder("91310");
        while (code.length() < 17) {
            code.append(CODE_SYMBOLS.charAt(random.nextInt(10)));
        }
        int sum = 0;
        int weight = 1;
        for (int i = 0; i < 17; i++) {
            sum += CODE_SYMBOLS.indexOf(code.charAt(i)) * weight;
            weight = weight * 3 % 31;
        }
        return code.append(CODE_SYMBOLS.charAt((31 - sum % 31) % 31)).toString();
    }
}
