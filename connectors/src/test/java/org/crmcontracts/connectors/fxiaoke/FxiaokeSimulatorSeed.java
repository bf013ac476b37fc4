package org.crmcontracts.connectors.fxiaoke;

import java.util.List;
import java.util.Map;

/** Invented companies and people, the same at each start. */
final class FxiaokeSimulatorSeed {
    private static final List<String> PLACES = List.of("北京", "上海", "深圳", "杭州", "成都", "武汉");
    private static final List<String> WORDS =
            List.of("云汐", "恒岳", "晨翎", "博衡", "青澜", "锐禾", "鼎沣", "瑞桥", "海璟", "卓穗", "明帆", "华烁");
    private static final List<String> PEOPLE = List.of("赵雨桐", "钱浩然", "孙静怡", "李志强", "周晓燕", "吴子轩", "郑丽华");
    private static final List<String> TITLES = List.of("采购经理", "财务总监", "法务主管");

    private FxiaokeSimulatorSeed() {}

    static void chinese(FxiaokeSimulator simulator) {
        for (int i = 0; i < WORDS.size(); i++) {
            String domain = "fxkehu" + (201 + i) + ".example";
            String account = simulator.put(
                    "AccountObj",
                    Map.of(
                            "name", PLACES.get(i % PLACES.size()) + WORDS.get(i) + "科技有限公司",
                            "tel", "010-5555" + (2000 + i * 31),
                            "url", "https://www." + domain,
                            "address", PLACES.get(i % PLACES.size()) + "市中山路" + (8 + i) + "号",
                            "industry_level1", i % 2 == 0 ? "9" : "3",
                            "account_level", i % 3 == 0 ? "1" : "2"));
            for (int c = 0; c <= i % 2; c++) {
                simulator.put(
                        "ContactObj",
                        Map.of(
                                "name",
                                PEOPLE.get((i * 2 + c) % PEOPLE.size()),
                                "account_id",
                                account,
                                "mobile1",
                                "1390000" + (3000 + i * 2 + c),
                                "email",
                                "lianxi" + (i * 2 + c) + "@" + domain,
                                "job_title",
                                TITLES.get((i + c) % TITLES.size())));
            }
        }
    }
}
