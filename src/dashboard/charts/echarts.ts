import { BarChart, CustomChart, LineChart, MapChart } from 'echarts/charts';
import { GeoComponent, GridComponent, TooltipComponent } from 'echarts/components';
import { init, registerMap, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';

use([BarChart, CustomChart, LineChart, MapChart, GeoComponent, GridComponent, TooltipComponent, CanvasRenderer]);

export { init, registerMap };
