package org.crmcontracts.connectors.zoho;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Invented companies and people, the same at each start. */
final class ZohoSimulatorSeed {
    private static final int COMPANIES = 40;
    /** GB 32100-2015, table of characters: no I, O, S, V, Z. */
    private static final String CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private static final int[] ORGANISATION_WEIGHTS = {3, 7, 9, 10, 5, 8, 4, 2};

    /** Name of the place, its state, administrative code (GB/T 2260) and post code. */
    private record Place(String city, String state, String code, String post, String street) {}

    private static final List<Place> CHINA = List.of(
            new Place("北京市", "海淀区", "110108", "100080", "知春路"),
            new Place("上海市", "浦东新区", "310115", "200120", "张杨路"),
            new Place("深圳市", "广东省", "440305", "518057", "科苑路"),
            new Place("杭州市", "浙江省", "330106", "310012", "文三路"),
            new Place("苏州市", "江苏省", "320505", "215011", "狮山路"),
            new Place("成都市", "四川省", "510107", "610041", "天府大道"),
            new Place("武汉市", "湖北省", "420111", "430074", "珞喻路"),
            new Place("青岛市", "山东省", "370202", "266071", "香港中路"));
    private static final List<String> ZH_WORDS = List.of(
            "云帆致远", "恒泽源", "晨曜", "博澜", "青禾田", "锐拓芯", "鼎岳", "瑞霖", "海岚", "卓衡", "明沣", "启航星", "华翎", "天璟", "万穗", "新烁", "盛禾",
            "智汇桥", "安澜", "远峤");
    private static final List<String> ZH_TRADES = List.of("软件", "精密机械", "医疗器械", "供应链管理", "新能源", "电子科技", "食品", "建筑工程");
    private static final List<String> ZH_SURNAMES =
            List.of("王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "欧阳", "徐");
    private static final List<String> ZH_GIVEN =
            List.of("伟", "芳", "敏", "建国", "雨桐", "浩然", "静怡", "志强", "晓燕", "子轩", "丽华", "俊杰", "思远");
    private static final List<String> ZH_TITLES = List.of("采购经理", "财务总监", "法务主管", "总经理助理", "销售总监");

    private static final List<Place> WORLD = List.of(
            new Place("Manchester", "England", "United Kingdom", "M2 5DB", "Portland Street"),
            new Place("Rotterdam", "Zuid-Holland", "Netherlands", "3011 AA", "Wijnhaven"),
            new Place("Portland", "Oregon", "United States", "97205", "Alder Street"),
            new Place("Singapore", "", "Singapore", "049315", "Collyer Quay"),
            new Place("Melbourne", "Victoria", "Australia", "3000", "Flinders Lane"));
    private static final List<String> EN_WORDS = List.of(
            "Harrowgate",
            "Bluefin",
            "Quillstone",
            "Northmere",
            "Alderbrook",
            "Tamarind",
            "Copperleaf",
            "Larkfield",
            "Wexcombe",
            "Silvershore",
            "Greywater",
            "Ivoryton",
            "Kestrel Bay",
            "Millrace",
            "Oakhelm",
            "Pinecrest Hollow",
            "Redfern Cross",
            "Stonebridge Vale",
            "Thornbury Lane",
            "Underhill");
    private static final List<String> EN_TRADES = List.of(
            "Logistics", "Instruments", "Foods", "Software", "Packaging", "Marine Supply", "Textiles", "Energy");
    private static final List<String> EN_FORMS = List.of("Ltd", "B.V.", "Inc.", "Pte. Ltd.", "Pty Ltd");
    private static final List<String> EN_FIRST = List.of(
            "Amelia", "Daniel", "Priya", "Tomas", "Grace", "Hendrik", "Mei", "Oliver", "Sofia", "Liam", "Nadia");
    private static final List<String> EN_LAST = List.of(
            "Whitlock", "van Doorn", "Okafor", "Ramirez", "Tan", "Petersen", "Kaur", "Fielding", "Novak", "Byrne");
    private static final List<String> EN_TITLES =
            List.of("Procurement Manager", "Finance Director", "General Counsel", "Operations Lead");

    private ZohoSimulatorSeed() {}

    static void chinese(ZohoSimulatorStore store) {
        for (int i = 0; i < COMPANIES; i++) {
            Place place = at(CHINA, i);
            String trade = at(ZH_TRADES, i * 3 + i / 8);
            String name = place.city().replace("市", "") + at(ZH_WORDS, i * 7 + i / 20) + trade + "有限公司";
            String domain = "kehu" + (101 + i) + ".example";
            Map<String, Object> account = new LinkedHashMap<>();
            account.put("Account_Name", name);
            account.put(ZohoRecords.CREDIT_CODE, creditCode(place.code(), 21_370_000 + i * 104_729));
            account.put("Phone", "0" + (10 + i % 8) + "-5555" + (1000 + i * 37));
            account.put("Website", "https://www." + domain);
            account.put("Industry", trade);
            account.put("Billing_Country", "中国");
            account.put("Billing_State", place.state().endsWith("省") ? place.state() : place.city());
            account.put("Billing_City", place.state().endsWith("省") ? place.city() : place.state());
            account.put("Billing_Code", place.post());
            account.put("Billing_Street", place.street() + (8 + i * 3) + "号");
            String id = store.put("Accounts", account);
            for (int c = 0; c <= i % 3; c++) {
                contact(
                        store,
                        id,
                        at(ZH_GIVEN, i * 5 + c * 3),
                        at(ZH_SURNAMES, i + c * 4),
                        "lianxi" + (i * 3 + c) + "@" + domain,
                        "1390000" + (1000 + i * 3 + c),
                        at(ZH_TITLES, i + c));
            }
        }
    }

    static void english(ZohoSimulatorStore store) {
        for (int i = 0; i < COMPANIES; i++) {
            Place place = at(WORLD, i);
            String trade = at(EN_TRADES, i * 3 + i / 8);
            String word = at(EN_WORDS, i * 7 + i / 20);
            String domain = word.toLowerCase(Locale.ROOT).replace(" ", "") + i + ".example";
            Map<String, Object> account = new LinkedHashMap<>();
            account.put("Account_Name", word + " " + trade + " " + at(EN_FORMS, i));
            account.put("Phone", "+1 555 01" + (10 + i));
            account.put("Website", "https://www." + domain);
            account.put("Industry", trade);
            account.put("Billing_Street", (12 + i * 3) + " " + place.street());
            account.put("Billing_City", place.city());
            account.put("Billing_State", place.state());
            account.put("Billing_Code", place.post());
            account.put("Billing_Country", place.code());
            String id = store.put("Accounts", account);
            for (int c = 0; c <= i % 3; c++) {
                contact(
                        store,
                        id,
                        at(EN_FIRST, i * 5 + c * 3),
                        at(EN_LAST, i + c * 4),
                        "contact" + (i * 3 + c) + "@" + domain,
                        "+1 555 02" + (10 + i),
                        at(EN_TITLES, i + c));
            }
        }
    }

    private static void contact(
            ZohoSimulatorStore store,
            String account,
            String first,
            String last,
            String email,
            String phone,
            String title) {
        Map<String, Object> contact = new LinkedHashMap<>();
        contact.put("Account_Name", Map.of("id", account));
        contact.put("First_Name", first);
        contact.put("Last_Name", last);
        contact.put("Email", email);
        contact.put("Phone", phone);
        contact.put("Title", title);
        store.put("Contacts", contact);
    }

    /** An enterprise (91) registered at the place, with both check characters (GB 11714 and GB 32100-2015). */
    static String creditCode(String place, int number) {
        String organisation = String.format("%08d", number);
        int sum = 0;
        for (int i = 0; i < organisation.length(); i++) {
            sum += (organisation.charAt(i) - '0') * ORGANISATION_WEIGHTS[i];
        }
        int check = 11 - sum % 11;
        String code = "91" + place + organisation + (check == 10 ? "X" : check == 11 ? "0" : String.valueOf(check));
        int total = 0;
        int weight = 1;
        for (int i = 0; i < code.length(); i++) {
            total += CREDIT_ALPHABET.indexOf(code.charAt(i)) * weight;
            weight = weight * 3 % 31;
        }
        return code + CREDIT_ALPHABET.charAt((31 - total % 31) % 31);
    }

    private static <T> T at(List<T> list, int index) {
        return list.get(index % list.size());
    }
}
